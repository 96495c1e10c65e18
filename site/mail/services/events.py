"""What providers tell of messages: stored first, understood after, with the same end in whatever order it comes."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeAlias

from anymail.signals import AnymailTrackingEvent
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mail import bounce_messages, kinds, reports
from mail.enums import EventType, State, SuppressionReason
from mail.inbound import Incoming
from mail.models import Delivery, ProviderEvent
from mail.models.event import ProviderEventQuerySet
from mail.services import suppressions

BATCH = 100  # events understood in one transaction
PROVES = {
    EventType.SENT: State.ACCEPTED,
    EventType.DEFERRED: State.ACCEPTED,
    EventType.UNSUBSCRIBED: State.ACCEPTED,
    EventType.DELIVERED: State.DELIVERED,
    EventType.REJECTED: State.REJECTED,
    EventType.BOUNCED: State.BOUNCED,
    EventType.COMPLAINED: State.COMPLAINED,
}
# Of two that an event proves the later in this list stands, whichever was told first.
RANKS = [State.ACCEPTED, State.DELIVERED, State.REJECTED, State.BOUNCED, State.COMPLAINED]
RETURN_PREFIX = "bounces-"  # of the addresses that envelopes.address makes
NO_SUCH_MAILBOX = frozenset({"bounced", "invalid"})

_heard: ContextVar[list[ProviderEvent] | None] = ContextVar("heard", default=None)
Ground: TypeAlias = tuple[int, str, SuppressionReason, ProviderEvent]


@contextmanager
def gathered() -> Iterator[list[ProviderEvent]]:
    """Collects the events of one call of a webhook instead of storing each by itself."""
    events: list[ProviderEvent] = []
    token = _heard.set(events)
    try:
        yield events
    finally:
        _heard.reset(token)


def hear(*, event: AnymailTrackingEvent, esp_name: str, **_: Any) -> None:
    """Receiver of Anymail's signal `tracking`."""
    if event.event_type in reports.WHO_READS_WHAT:
        return
    row = reports.as_row(event, provider=esp_name.lower().replace(" ", "_"))
    if (events := _heard.get()) is None:
        store([row])
    else:
        events.append(row)


@transaction.atomic
def store(events: list[ProviderEvent]) -> None:
    """Keep them, each once, however often the provider repeats them."""
    ProviderEvent.objects.bulk_create(events, ignore_conflicts=True, batch_size=1000)


def take_returned(incoming: Incoming) -> bool:
    """What came to a return address by the way of answers, such as out of a mailbox that keeps both."""
    store([bounce_messages.as_row(incoming.raw, recipient=incoming.recipient)])
    return True


def wait() -> bool:
    """In one question, since it is asked every second."""
    return ProviderEvent.objects.fresh().union(ProviderEvent.objects.to_match_again(), all=True).exists()


def process(*, seconds: float = 20) -> int:
    """Draw from stored events what they say; returns how many were looked at. Safe to be killed and to run twice."""
    stop, done = time.monotonic() + seconds, 0
    for waiting in (ProviderEvent.objects.fresh, ProviderEvent.objects.to_match_again):
        while time.monotonic() < stop and (number := process_batch(waiting())):
            done += number
    return done


@transaction.atomic
def process_batch(waiting: ProviderEventQuerySet) -> int:
    """Addresses are locked before events, and those before deliveries, as by whoever forgets an address."""
    looked_at = list(waiting.order_by("pk")[:BATCH])
    found = match(looked_at)
    lock_addresses(found[event.pk].address_id for event in looked_at if event.pk in found and reason_to_stop(event))
    ours = waiting.filter(pk__in=[event.pk for event in looked_at])
    events = list(ours.order_by("pk").select_for_update(skip_locked=True))
    grounds = [ground for event in events if event.pk in found for ground in grounds_of(event, found[event.pk])]
    for address_id, canonical, reason, event in sorted(grounds, key=lambda ground: ground[:3]):
        suppressions.suppress(address_id=address_id, canonical=canonical, reason=reason, event=event)
    settled = settle(events, found)
    for event in events:
        event.processed_at, event.matched = timezone.now(), event.pk in settled
    ProviderEvent.objects.bulk_update(events, ["processed_at", "matched"])
    return len(events)


def lock_addresses(pks: Iterable[int]) -> None:
    addresses = Delivery._meta.get_field("address").related_model._default_manager
    list(addresses.select_for_update(no_key=True).filter(pk__in=set(pks)).order_by("pk").values_list("pk"))


def match(events: Iterable[ProviderEvent]) -> dict[int, Delivery]:
    """The delivery that each event is about: by our own id, else by the provider's where that names only one."""
    own = {event.delivery for event in events if event.delivery}
    theirs = {event.provider_id for event in events if event.provider_id}
    rows = Delivery.objects.filter(Q(message_id__in=own) | Q(provider_id__in=theirs)).select_related("address")
    by_own_id: dict[Any, Delivery] = {}
    by_their_id: dict[str, list[Delivery]] = defaultdict(list)
    for row in rows:
        by_own_id[row.message_id] = row
        by_their_id[row.provider_id].append(row)
    found = {}
    for event in events:
        candidates = by_their_id.get(event.provider_id, []) if event.provider_id else []
        if event.delivery in by_own_id:
            found[event.pk] = by_own_id[event.delivery]
        elif len(candidates) == 1:
            found[event.pk] = candidates[0]
    return found


def grounds_of(event: ProviderEvent, delivery: Delivery) -> list[Ground]:
    if (reason := reason_to_stop(event)) is None:
        return []
    return [(delivery.address_id, delivery.address.canonical, reason, event)]


def reason_to_stop(event: ProviderEvent) -> SuppressionReason | None:
    """Why its recipient is written to no more, if this says so. A refusal repeats what the provider remembers."""
    match event.type, event.reason:
        case (EventType.COMPLAINED, _) | (EventType.REJECTED, "spam"):
            return SuppressionReason.COMPLAINT
        case (EventType.UNSUBSCRIBED, _) | (EventType.REJECTED | EventType.BOUNCED, "unsubscribed"):
            return SuppressionReason.OBJECTION
        case (EventType.REJECTED | EventType.BOUNCED, reason) if reason in NO_SUCH_MAILBOX:
            return SuppressionReason.HARD_BOUNCE
    return None


def settle(events: Iterable[ProviderEvent], found: dict[int, Delivery]) -> set[int]:
    """Move the deliveries to what is proved; returns the keys of the events that are dealt with.

    A delivery that a worker reports on this moment is left for the next time.
    """
    about: dict[int, list[ProviderEvent]] = defaultdict(list)
    for event in events:
        if event.pk in found:
            about[found[event.pk].pk].append(event)
    rows = Delivery.objects.filter(pk__in=about).order_by("pk").select_for_update(skip_locked=True)
    settled: set[int] = set()
    for delivery in rows:
        advance(delivery, about[delivery.pk])
        settled.update(event.pk for event in about[delivery.pk])
    return settled


def advance(delivery: Delivery, events: list[ProviderEvent]) -> None:
    """`delivery` is locked. One that we cancelled stays so: nothing more is to be done for it."""
    proved = [PROVES[EventType(event.type)] for event in events if event.type in PROVES]
    if not proved or delivery.state == State.CANCELLED:
        return
    fields: dict[str, Any] = {}
    if provider_id := next((event.provider_id for event in events if event.provider_id), ""):
        fields["provider_id"] = delivery.provider_id or provider_id
    if (best := max(proved, key=rank)) and rank(best) > rank(delivery.state):
        finished_at = delivery.finished_at or timezone.now()
        fields |= {"state": best, "lease_until": None, "finished_at": finished_at, "error": ""}
        if kinds.get(delivery.kind).keeps_secret:
            fields["context"] = {}
    if fields:
        Delivery.objects.filter(pk=delivery.pk).update(**fields)


def rank(state: str) -> int:
    """-1 for what is not settled."""
    return RANKS.index(State(state)) if state in RANKS else -1
