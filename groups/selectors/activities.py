"""What a group did, as it tells us."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear, TruncMonth
from django.utils import timezone

from groups.enums import BookingState, EventState
from groups.models import Activity, Booking, CommunityGroup, Event
from groups.models.activity import ActivityQuerySet

ASKED_FOR = timedelta(days=90)  # how long after an event its group is asked how it went
MOST_ASKED = 5


class Unsaid(NamedTuple):
    """What a group has yet to say of an event that is over."""

    event: Event
    who_came: bool
    how_it_went: bool


def of(group: CommunityGroup, year: int | None = None) -> ActivityQuerySet:
    """Those that count, the newest first."""
    found = group.activities.told()
    return found.filter(on__year=year) if year else found


def years(group: CommunityGroup) -> list[int]:
    """In which it did anything, the newest first."""
    found = of(group).order_by().values_list(ExtractYear("on"), flat=True).distinct()
    return sorted(found, reverse=True)


def with_photos(found: ActivityQuerySet) -> ActivityQuerySet:
    return found.select_related("photo").prefetch_related("photo__renditions")


def taken_back(group: CommunityGroup) -> QuerySet[Activity]:
    return group.activities.filter(removed_at__isnull=False).order_by("-removed_at", "-pk")


def held(group: CommunityGroup) -> QuerySet[Event]:
    """Its events that took place."""
    return group.events.filter(state=EventState.PUBLISHED, ends_at__lte=timezone.now())


def unsaid(group: CommunityGroup) -> list[Unsaid]:
    """The latest first."""
    told = Activity.objects.told().filter(event=OuterRef("pk"))
    unnoted = Booking.objects.booked().filter(event=OuterRef("pk"), came=None)
    lately: QuerySet[Any] = held(group).filter(ends_at__gte=timezone.now() - ASKED_FOR)
    asked = lately.annotate(is_told=Exists(told), is_unnoted=Exists(unnoted)).filter(
        Q(is_told=False) | Q(is_unnoted=True)
    )
    latest = asked.order_by("-starts_at", "-pk")[:MOST_ASKED]
    return [Unsaid(event, who_came=event.is_unnoted, how_it_went=not event.is_told) for event in latest]


def to_tell_of(group: CommunityGroup, pk: int) -> Event | None:
    """An event of the group that is over."""
    return held(group).filter(pk=pk).first()


def came_to(event: Event) -> int:
    """As noted so far, also of bookings that were deleted since."""
    return event.bookings.filter(state=BookingState.BOOKED, came=True).count() + event.past_visits


def by_month(group: CommunityGroup, first: date, last: date) -> list[tuple[date, int]]:
    """How many in each month from the one to the other, those without any too."""
    done = of(group).filter(on__gte=first, on__lte=last).order_by().values_list(TruncMonth("on"))
    counts = dict(done.annotate(number=Count("pk")))
    return [(month, counts.get(month, 0)) for month in months(first, last)]


def months(first: date, last: date) -> list[date]:
    place, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(place, end + 1)]
