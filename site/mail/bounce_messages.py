"""What a mail server's own messages say of ours: delivery reports (RFC 3464) and complaints (RFC 5965)."""

import re
import uuid
from collections.abc import Iterable, Iterator
from email.message import Message
from hashlib import sha256
from typing import NamedTuple

from mail import parsing, reports
from mail.enums import EventType
from mail.models import ProviderEvent

PROVIDER = "smtp"
MOST_READ = 1_000_000  # octets: what says something stands at the beginning, and the returned message behind it
MOST_PARTS = 50
RETURN_ADDRESS = re.compile(r"\bbounces-([0-9a-f]{32})@", re.I)
ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Original-Recipient")
KEPT = ("Action", "Status", "Diagnostic-Code", "Remote-MTA", "Reporting-MTA", "Feedback-Type", "User-Agent")
# Enhanced status codes (RFC 3463) that say that nobody will ever get mail at this address, and of those the exceptions:
# the sender's fault, a full mailbox, a message too long, a time-out.
NO_SUCH_MAILBOX = ("5.0.", "5.1.", "5.2.", "5.4.")
BUT = frozenset({"5.1.7", "5.1.8", "5.2.2", "5.2.3", "5.4.5", "5.4.6", "5.4.7"})
POLICY = "5.7."  # RFC 3463 §3.8: it says something of us, nothing of the mailbox


class Verdict(NamedTuple):
    type: EventType
    reason: str = ""


NOTHING = Verdict(EventType.OTHER)


def as_row(content: bytes, *, recipient: str = "") -> ProviderEvent:
    """Not saved. `recipient`: whom the envelope named, which is one of our return addresses where all is well."""
    try:
        message = parsing.parse(content[:MOST_READ])
        fields = list(machine_readable(message))
        about = delivery_of(message, recipient)
    except RecursionError:  # parts within parts within parts
        fields, about = [], None
    raw = {name: str(part[name])[:500] for part in fields for name in KEPT if part[name]}
    verdict = verdict_of(fields)
    return ProviderEvent(
        provider=PROVIDER,
        event_key=sha256(content).hexdigest(),
        type=verdict.type,
        reason=verdict.reason,
        delivery=about,
        raw=reports.storable(raw),
    )


def machine_readable(message: Message) -> Iterator[Message]:
    """The groups of fields of a delivery report, or the one of a complaint."""
    for part in parts(message):
        if part.get_content_type() == "message/delivery-status":
            yield from parsing.inner(part)
        elif part.get_content_type() == "message/feedback-report":
            yield fields_of(part)


def parts(message: Message) -> Iterator[Message]:
    return (part for _, part in zip(range(MOST_PARTS), message.walk(), strict=False))


def fields_of(part: Message) -> Message:
    """The fields that a part holds as its text."""
    if part.is_multipart():
        return next(iter(parsing.inner(part)), Message())
    return parsing.parse(parsing.content(part).lstrip())


def verdict_of(fields: Iterable[Message]) -> Verdict:
    for group in fields:
        if kind := group["Feedback-Type"]:
            return by_feedback(str(kind).strip().lower())
        if group["Action"] or group["Status"]:
            return by_status(str(group["Action"]).strip().lower(), status_of(group))
    return NOTHING


def by_feedback(kind: str) -> Verdict:
    if kind in {"abuse", "fraud", "virus", "other"}:
        return Verdict(EventType.COMPLAINED, "spam")
    return Verdict(EventType.UNSUBSCRIBED, "unsubscribed") if kind.startswith("opt-out") else NOTHING


def status_of(group: Message) -> str:
    """Like 5.1.1, without the remarks that some servers add; of several recipients, ours is the only one."""
    found = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", str(group["Status"]))
    return found[1] if found else ""


def by_status(action: str, status: str) -> Verdict:
    """What a server has given up is a bounce, though of a passing kind where its last reason was one."""
    if action in {"delivered", "relayed", "expanded"} or status.startswith("2."):
        return Verdict(EventType.DELIVERED) if action == "delivered" else Verdict(EventType.SENT)
    if action == "delayed" or (status.startswith("4.") and action != "failed"):
        return Verdict(EventType.DEFERRED)
    if status.startswith("4."):
        return Verdict(EventType.BOUNCED, "timed_out")
    if status.startswith(POLICY):
        return Verdict(EventType.BOUNCED, "blocked")
    if status.startswith("5."):
        gone = status.startswith(NO_SUCH_MAILBOX) and status not in BUT
        return Verdict(EventType.BOUNCED, "bounced" if gone else reports.SOFT)
    return Verdict(EventType.BOUNCED, "other") if action == "failed" else NOTHING


def delivery_of(message: Message, recipient: str) -> uuid.UUID | None:
    """By the return address that is ours alone for each message, else by the Message-ID of the returned one."""
    named = [recipient, *(str(value) for name in ADDRESSED for value in message.get_all(name, []))]
    for address in named:
        if found := RETURN_ADDRESS.search(address):
            return uuid.UUID(found[1])
    for part in parts(message):
        for header in returned_headers(part):
            if own := reports.own_message(header):
                return own
    return None


def returned_headers(part: Message) -> Iterator[str]:
    if part.get_content_type() in {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"}:
        returned = fields_of(part)
        yield from (str(returned[name]) for name in ("Message-ID", "X-Message-ID") if returned[name])
