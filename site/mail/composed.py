"""What a kind adds to its message at the moment when it leaves, so that private text never waits in the queue."""

from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Any, NamedTuple

from mail import characters

LONGEST_NAME = 120  # characters
# They end a quoted name, hide something in it as an encoded word, or make it look like another's address.
NOT_IN_A_NAME = str.maketrans("", "", '"\\<>@=')


class Attachment(NamedTuple):
    name: str
    content: bytes
    mimetype: str


@dataclass(frozen=True)
class Composed:
    context: dict[str, Any] = field(default_factory=dict)  # over what the delivery holds
    from_name: str = ""  # shown in place of our own; the address stays ours, since DMARC goes by it
    reply_to: str = ""  # one plain address; without it, or where no mail server takes it, the stream's own
    attachments: tuple[Attachment, ...] = ()
    language: str = ""  # its code; empty: LANGUAGE_CODE
    plain: bool = False  # a letter: text alone, and no header that speaks of lists or machines


class NotNow(Exception):
    """The message must not leave as things stand; its text says why. Whoever composes raises it."""


def one_line(text: str, longest: int) -> str:
    """As a header can hold it."""
    return " ".join(characters.shown(text).split())[:longest].rstrip()


def sender(name: str, own: str) -> str:
    """Our own sender, shown under this name."""
    shown = one_line(name.translate(NOT_IN_A_NAME), LONGEST_NAME)
    if not shown:
        return own
    return f'"{shown}" <{parseaddr(own)[1]}>'  # what is not ASCII, Django encodes
