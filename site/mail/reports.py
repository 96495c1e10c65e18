"""What a provider reports of a message, through Anymail, as the row that we store of it."""

import json
import math
import re
import uuid
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from anymail.signals import AnymailTrackingEvent
from anymail.signals import EventType as Told
from django.http import QueryDict

from mail.enums import EventType
from mail.models import ProviderEvent

MOST_KEPT = 16_384  # characters of one report, as it came
SOFT = "soft"  # a reason of our own: the mailbox is there, so the next message may arrive
TYPES = {
    Told.QUEUED: EventType.SENT,
    Told.SENT: EventType.SENT,
    Told.DEFERRED: EventType.DEFERRED,
    Told.DELIVERED: EventType.DELIVERED,
    Told.BOUNCED: EventType.BOUNCED,
    Told.REJECTED: EventType.REJECTED,
    Told.FAILED: EventType.REJECTED,
    Told.COMPLAINED: EventType.COMPLAINED,
    Told.UNSUBSCRIBED: EventType.UNSUBSCRIBED,
}
WHO_READS_WHAT = frozenset({Told.OPENED, Told.CLICKED})  # is not kept: nobody agreed to it by getting a message
# Anymail calls a bounce that passes "bounced" like any other. Where each provider tells them apart, and by which words:
SOFT_BOUNCES: dict[str, tuple[tuple[str, ...], frozenset[Any]]] = {
    "amazon_ses": (("bounce", "bounceType"), frozenset({"Transient", "Undetermined"})),
    "brevo": (("event",), frozenset({"soft_bounce"})),
    "mailersend": (("data", "type"), frozenset({"soft_bounced"})),
    "mailjet": (("hard_bounce",), frozenset({False})),
    "mandrill": (("event",), frozenset({"soft_bounce"})),
    "postmark": (("Type",), frozenset({"SoftBounce"})),
    "resend": (("data", "bounce", "type"), frozenset({"Transient", "Undetermined"})),
    "sendgrid": (("type",), frozenset({"blocked"})),
    "sparkpost": (("msys", "message_event", "bounce_class"), frozenset({"20", "21", "22", "23", "24", "40", "70"})),
    "unisender_go": (
        ("delivery_info", "delivery_status"),
        frozenset({"err_mailbox_full", "err_too_large", "err_unreachable", "err_skip_letter"}),
    ),
}
OWN_MESSAGE_ID = re.compile(r"<?([0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})@[^@\s]+", re.I)


def as_row(event: AnymailTrackingEvent, *, provider: str) -> ProviderEvent:
    """Not saved. `provider` as webhooks.VIEWS names it."""
    raw = storable(dict(event.esp_event.lists()) if isinstance(event.esp_event, QueryDict) else event.esp_event)
    text = json.dumps(raw, sort_keys=True)
    message_id = storable(str(event.message_id or ""))
    return ProviderEvent(
        provider=provider,
        event_key=key(event, text),
        type=TYPES.get(event.event_type, EventType.OTHER),
        reason=reason(event, provider),
        delivery=named_delivery(event.metadata) or own_message(message_id),
        provider_id=message_id[:200],
        happened_at=aware(event.timestamp),
        raw=raw if len(text) <= MOST_KEPT else {"begins": text[:MOST_KEPT]},
    )


def key(event: AnymailTrackingEvent, text: str) -> str:
    """One report may be about several recipients, under a single id of the provider's."""
    whole = f"{event.event_id} {event.event_type} {event.recipient}" if event.event_id else text
    return sha256(whole.encode("utf-8", "replace")).hexdigest()


def reason(event: AnymailTrackingEvent, provider: str) -> str:
    path, words = SOFT_BOUNCES.get(provider, ((), frozenset()))
    found = event.esp_event
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, str | bool) and found in words:
        return SOFT
    unsaid = "bounced" if event.event_type == Told.BOUNCED else ""
    return str(event.reject_reason or unsaid)[:40]


def named_delivery(metadata: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(metadata["delivery"])
    except (AttributeError, LookupError, TypeError, ValueError):
        return None


def own_message(text: str) -> uuid.UUID | None:
    """The id of the delivery in a Message-ID of ours."""
    found = OWN_MESSAGE_ID.search(text)
    return uuid.UUID(found[1]) if found else None


def aware(moment: datetime | None) -> datetime | None:
    """A time that names no zone is taken to be universal time."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def storable(value: Any) -> Any:
    """The same without what a database refuses in JSON: NUL, half of a surrogate pair, numbers that are none."""
    match value:
        case str():
            return value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
        case dict():
            return {storable(str(name)): storable(part) for name, part in value.items()}
        case list() | tuple():
            return [storable(part) for part in value]
        case float() if not math.isfinite(value):
            return str(value)
    return value
