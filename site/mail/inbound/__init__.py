"""What arrives at addresses of ours that are each for one matter alone, such as the answers to one letter.

Whoever gives out such addresses registers a prefix and what takes their mail, in AppConfig.ready().
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from django.db import transaction

from mail import parsing
from mail.enums import Sort
from mail.inbound import headers, quotes, sorting, texts
from mail.inbound.headers import Headers

MOST_READ = 2_000_000  # octets: what somebody wrote stands before what they attached
LONGEST_SUBJECT, LONGEST_NAMED = 200, 4_000  # characters; the latter of a header that names recipients
ADDRESSED = ("delivered-to", "x-original-to", "envelope-to", "original-recipient", "to", "cc")


@dataclass(frozen=True)
class Incoming:
    prefix: str  # of the address, as it was registered
    token: str  # the 32 hex digits behind it
    recipient: str
    sender: str  # the address that it says it is from
    subject: str
    text: str
    new_text: str  # without what it quotes
    attachments: tuple[str, ...]  # names of files that came with it
    kind: Sort
    status: str  # of what came back, like 5.1.1
    key: str  # the same whenever the same message is brought again
    raw: bytes


# Returns whether there is anything that the message belongs to. It may be brought the same message again.
Take: TypeAlias = Callable[[Incoming], bool]
_takers: dict[str, Take] = {}


def register(prefix: str, take: Take) -> None:
    _takers[prefix] = take


def receive(raw: bytes, recipient: str = "") -> bool:
    """Hand a message to whom it is for; False where nobody takes it. `recipient`: whom the envelope named."""
    incoming = read(raw, recipient)
    return incoming is not None and hand_over(incoming)


@transaction.atomic
def hand_over(incoming: Incoming) -> bool:
    return _takers[incoming.prefix](incoming)


def read(raw: bytes, recipient: str = "") -> Incoming | None:
    """None where it came to no address of ours. Raises nothing, whatever the message is made of."""
    raw = raw[:MOST_READ]
    message = parsing.parse(raw)
    found = headers.of(message)
    if (address := own_address(found, recipient)) is None:
        return None
    body = texts.of(message)
    sorted_ = sorting.sort(message, found, body.text)
    return Incoming(
        prefix=address[1].lower(),
        token=address[2].lower(),
        recipient=address[0],
        sender=headers.address(found, "from"),
        subject=headers.first(found, "subject")[:LONGEST_SUBJECT],
        text=body.text,
        new_text=quotes.new_text(body.text),
        attachments=body.attachments,
        kind=sorted_.sort,
        status=sorted_.status,
        key=sha256(raw).hexdigest(),
        raw=raw,
    )


def own_address(found: Headers, recipient: str) -> re.Match[str] | None:
    prefixes = "|".join(re.escape(prefix) for prefix in _takers)
    own = re.compile(rf"(?<![\w.+-])({prefixes})([0-9a-f]{{32}})@[\w.-]+", re.I)
    named = [recipient, *(value for name in ADDRESSED for value in found.get(name, []))]
    return next((match for each in named if prefixes and (match := own.search(each[:LONGEST_NAMED]))), None)
