"""Events of groups and of the charity: drafted, published, changed, cancelled."""

import secrets
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from groups import event_extras
from groups.enums import EventKind, EventState
from groups.models import CommunityGroup, Event
from groups.services import seats
from pages import generation
from places.selectors import places

NOTABLE = ("starts_at", "ends_at", "place", "postcode", "online", "joining")  # what nobody with a place may miss
LONGEST_SLUG_OF_TITLE = 110


class WrongState(Exception):
    """The event is not in a state from which this step leads on."""


class InPast(Exception):
    """It is over, or would be before anybody could come."""


class InDoubt(Exception):
    """Staff read its words before it is published."""


class CantBegin(Exception):
    """Not then; its text says why."""


class Details(NamedTuple):
    """What whoever runs an event says of it."""

    title: str
    starts_at: datetime
    ends_at: datetime
    kind: EventKind = EventKind.MEETING
    description: str = ""
    place: str = ""
    postcode: str = ""
    online: str = ""
    joining: str = ""
    capacity: int | None = None
    takes_bookings: bool = True


@transaction.atomic
def draft(*, group: CommunityGroup | None, details: Details, is_doubtful: bool = False) -> Event:
    """Of a group or, without one, of the charity. `is_doubtful`: staff read its words before it is published."""
    event = Event(group=group, slug=free_slug(details), **details._asdict())
    event.doubt_since = timezone.now() if is_doubtful else None
    locate(event)
    event.save(force_insert=True)
    return event


@transaction.atomic
def publish(event: Event) -> Event:
    """Raises WrongState, InPast and InDoubt."""
    found = locked(event, EventState.DRAFT)
    if found.is_over:
        raise InPast
    if found.doubt_since is not None:
        raise InDoubt
    found.state, found.was_published, found.changed_at = EventState.PUBLISHED, True, timezone.now()
    found.save(update_fields=["state", "was_published", "changed_at"])
    generation.publish()
    return found


@transaction.atomic
def change(event: Event, details: Details, *, is_doubtful: bool = False) -> Event:
    """Calendars get a new version; who has a place is told where time or place are others.

    Raises WrongState, InPast, InDoubt for words that everybody would read at once, CantBegin, and seats.Fuller where it
    would have fewer seats than people who have one.
    """
    found = locked(event, EventState.DRAFT, EventState.PUBLISHED)
    if found.state == EventState.PUBLISHED and details.ends_at <= timezone.now():
        raise InPast
    if found.state == EventState.PUBLISHED and is_doubtful:
        raise InDoubt
    if reason := event_extras.against(found, details.starts_at):
        raise CantBegin(reason)
    if event_extras.has_register(found):
        details = details._replace(kind=EventKind(found.kind))
    note_doubt(found, is_doubtful)
    values = details._asdict()
    capacity = values.pop("capacity")
    changed = {name for name, value in values.items() if getattr(found, name) != value}
    for name in changed:
        setattr(found, name, values[name])
    if changed:
        note_version(found, changed)
    if "starts_at" in changed:
        seats.move_offers(found)
    if capacity != found.capacity:
        found.capacity = seats.change_capacity(event=found, capacity=capacity).capacity
    generation.publish()
    return found


def note_doubt(event: Event, is_doubtful: bool) -> None:
    """Whoever takes the words in doubt out has nothing to wait for."""
    if is_doubtful or event.doubt_since is not None:
        event.doubt_since = timezone.now() if is_doubtful else None
        event.save(update_fields=["doubt_since"])


def note_version(event: Event, changed: set[str]) -> None:
    if "postcode" in changed:
        locate(event)
    event.sequence += 1
    event.changed_at = timezone.now()
    if event.state == EventState.PUBLISHED and changed.intersection(NOTABLE):
        event.notable = event.sequence
    event.save(update_fields=[*changed, "latitude", "longitude", "sequence", "changed_at", "notable"])


@transaction.atomic
def note_kind(event: Event, kind: EventKind, *, is_notable: bool) -> Event:
    """What another app says of it has changed: calendars get a new version and, `is_notable`, its people are told.

    Raises WrongState, and InPast for what has begun.
    """
    found = locked(event, EventState.DRAFT, EventState.PUBLISHED)
    if found.has_begun:
        raise InPast
    found.kind, found.sequence, found.changed_at = kind, found.sequence + 1, timezone.now()
    if is_notable and found.state == EventState.PUBLISHED:
        found.notable = found.sequence
    found.save(update_fields=["kind", "sequence", "changed_at", "notable"])
    generation.publish()
    return found


@transaction.atomic
def cancel(event: Event, *, because: str = "") -> Event:
    """Its page and calendars say so, and everybody who has a place or waits for one is told.

    Raises WrongState, and InPast for what has taken place.
    """
    found = locked(event, EventState.DRAFT, EventState.PUBLISHED)
    if found.is_over:
        raise InPast
    found.state, found.cancelled_because, found.changed_at = EventState.CANCELLED, because, timezone.now()
    found.sequence += 1
    found.save(update_fields=["state", "cancelled_because", "changed_at", "sequence"])
    seats.cancel_event(found)
    generation.publish()
    return found


@transaction.atomic
def cancel_all_of(group: CommunityGroup, *, because: str = "") -> int:
    """What a group that closes had still planned; returns how many."""
    to_come = Event.objects.filter(group=group, ends_at__gt=timezone.now()).exclude(state=EventState.CANCELLED)
    planned = list(to_come.order_by("pk"))
    with generation.at_the_end():
        for event in planned:
            cancel(event, because=because)
    return len(planned)


def locked(event: Event, *states: EventState) -> Event:
    found = seats.locked(event)
    if found.state not in states:
        raise WrongState
    return found


def locate(event: Event) -> None:
    """By its postcode, which is the place's own and stands on its page; nowhere where there is none."""
    position = places.locate(postcode=event.postcode).position if event.postcode else None
    event.latitude = position.latitude if position else None
    event.longitude = position.longitude if position else None


def free_slug(details: Details) -> str:
    day = timezone.localtime(details.starts_at).date()
    slug = f"{slugify(details.title)[:LONGEST_SLUG_OF_TITLE].strip('-') or details.kind}-{day}"
    return f"{slug}-{secrets.token_hex(4)}" if Event.objects.filter(slug=slug).exists() else slug
