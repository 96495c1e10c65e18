"""Messages that a provider hands over, through Anymail, as the octets that they came in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from email import policy
from hashlib import sha256
from typing import Any, NamedTuple

from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent

from mail import inbound

AS_IT_CAME = policy.default.clone(refold_source="none")


class Arrival(NamedTuple):
    raw: bytes
    recipient: str  # of the envelope, where the provider told it


_arrived: ContextVar[list[Arrival] | None] = ContextVar("arrived", default=None)


@contextmanager
def gathered() -> Iterator[list[Arrival]]:
    """Collects the messages of one call of a webhook instead of handing each over by itself."""
    arrived: list[Arrival] = []
    token = _arrived.set(arrived)
    try:
        yield arrived
    finally:
        _arrived.reset(token)


def hear(*, event: AnymailInboundEvent, **_: Any) -> None:
    """Receiver of Anymail's signal `inbound`."""
    arrival = Arrival(octets(event.message), str(event.message.envelope_recipient or ""))
    if (arrived := _arrived.get()) is None:
        inbound.receive(*arrival)
    else:
        arrived.append(arrival)


def octets(message: AnymailInboundMessage) -> bytes:
    """The same each time that a provider hands the same message over, though Python draws boundaries by chance."""
    parts = list(message.walk())
    said = sha256("".join(str(part.get_payload(decode=True)) for part in parts).encode("utf-8", "replace")).hexdigest()
    for number, part in enumerate(parts):
        if part.get_content_maintype() == "multipart" and part.get_boundary() is None:
            part.set_boundary(f"part-{number}-{said}")
    raw: bytes = message.as_bytes(policy=AS_IT_CAME)
    return raw
