"""Events that people may come to."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from groups import event_extras
from groups.enums import BookingState, EventKind, EventState
from groups.models import Booking, CommunityGroup, Event
from groups.models.event import EventQuerySet
from places.models import Position
from places.selectors import places
from places.selectors.places import Near

NEAREST, FAR = 20, 80.0  # how many, and within how many km
MOST_ONLINE = 20
MOST_IN_A_CALENDAR = 200
KEPT_IN_CALENDARS = timedelta(days=60)


def to_come(kind: EventKind | None = None) -> EventQuerySet:
    found = Event.objects.listed().to_come().select_related("group")
    return found.filter(kind=kind) if kind else found


def near(position: Position) -> list[Near[Event]]:
    return places.nearest(to_come(), position=position, limit=NEAREST, within=FAR)


def online() -> EventQuerySet:
    """Those that need no way there."""
    return to_come().exclude(online="")[:MOST_ONLINE]


def for_calendars(group: CommunityGroup | None) -> EventQuerySet:
    """Of a group, or of the charity itself: also what was cancelled, so that calendars learn of it."""
    since = timezone.now() - KEPT_IN_CALENDARS
    known = Q(state=EventState.PUBLISHED) | Q(state=EventState.CANCELLED, sequence__gt=0)
    found = Event.objects.with_page().filter(known, group=group, ends_at__gte=since)
    return found.select_related(*event_extras.joined()).order_by("starts_at", "pk")[:MOST_IN_A_CALENDAR]


class Attendance(NamedTuple):
    had_a_seat: int
    came: int
    unsaid: int  # of those whose booking is still kept: whether they came


def attendance(event: Event) -> Attendance:
    """Also of bookings that were deleted since."""
    booked = Q(state=BookingState.BOOKED)
    unsaid = booked & Q(came=None)
    numbers = event.bookings.aggregate(
        seats=Count("pk", filter=booked), visits=Count("pk", filter=Q(came=True)), unsaid=Count("pk", filter=unsaid)
    )
    return Attendance(numbers["seats"] + event.past_seats, numbers["visits"] + event.past_visits, numbers["unsaid"])


def place_in_queue(booking: Booking) -> int:
    """1 for whoever is next; 0 for somebody who does not wait."""
    if booking.state != BookingState.WAITING:
        return 0
    before = Q(queued_at__lt=booking.queued_at) | Q(queued_at=booking.queued_at, pk__lte=booking.pk)
    return booking.event.bookings.waiting().filter(before).count()
