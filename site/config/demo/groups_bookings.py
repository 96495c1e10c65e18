"""Who has a place at the events of the demonstration. Each knows it already, so nobody is sent anything."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils import timezone

from config.demo import groups_charity, groups_people
from config.demo.dice import between, happens
from config.demo.groups_fates import LEEDS, at, days_ago
from groups.enums import BookingState, EventState
from groups.models import Booking, CommunityGroup, Event, Membership
from groups.services.reminders import A_DAY
from groups.services.seats import AN_OFFER
from people.models import Person

VISITORS, AT_CHARITY = 60, 44
SETTLED = 90  # days after which it is only counted who came to an event
UNSAID = 8  # days in which leaders have yet to note what they did
B = BookingState
QUEUED = frozenset({B.WAITING, B.OFFERED, B.EXPIRED})
AT_FULL = (*[B.BOOKED] * 11, B.OFFERED, B.WAITING, B.WAITING, B.WAITING, B.EXPIRED, B.CANCELLED)


def make(groups: Sequence[CommunityGroup]) -> None:
    visitors = list(groups_people.persons(f"visitor-{n}@example.org" for n in range(1, VISITORS + 1)).values())
    members: dict[int, list[Person]] = {}
    for held in Membership.objects.live().select_related("person").order_by("pk"):
        members.setdefault(held.group_id, []).append(held.person)
    lately = Event.objects.filter(starts_at__gte=at(days_ago(SETTLED), 0), takes_bookings=True, past_seats=0)
    bookings: list[Booking] = []
    for event in lately.exclude(state=EventState.DRAFT).select_related("group").order_by("pk"):
        bookings += of(event, members.get(event.group_id or 0, []), visitors)
    Booking.objects.bulk_create(bookings, batch_size=400)


def of(event: Event, members: list[Person], visitors: list[Person]) -> Iterator[Booking]:
    """A person once. One event of the Leeds group is full, and has a queue."""
    if event.group is None:
        people = visitors[:AT_CHARITY] if event.title == groups_charity.EVENING else visitors[-9:]
        return (booked(event, each, number) for number, each in enumerate(people))
    first = between(0, VISITORS - 1, event.slug)
    guests = [*visitors[first:], *visitors[:first]]
    if event.group.town == LEEDS and event.capacity == 12:
        in_turn = enumerate(zip(guests, AT_FULL, strict=False))
        return (placed(event, each, state, place) for place, (each, state) in in_turn)
    own, others = between(1, 6, event.slug), between(0, 4, event.slug, "guests")
    people = list(dict.fromkeys([*members[:own], *guests[:others]]))
    return (booked(event, each, number) for number, each in enumerate(people[: event.capacity]))


def booked(event: Event, person: Person, number: int) -> Booking:
    """Of what is over its leaders have noted who came; but not in Leeds, where the last one waits for them."""
    booking = placed(event, person, B.CANCELLED if event.is_cancelled else B.BOOKED, number)
    if event.starts_at < timezone.now() + A_DAY:
        booking.reminded_at = min(timezone.now(), event.starts_at - timedelta(hours=20))
    if event.is_over:
        is_noted = event.group is None or event.group.town != LEEDS or event.ends_at < at(days_ago(UNSAID))
        booking.came = happens(85, event.slug, number) if is_noted else None
    return booking


def placed(event: Event, person: Person, state: BookingState, number: int) -> Booking:
    now = timezone.now()
    asked_at = min(now, event.starts_at) - timedelta(days=between(1, 13, event.slug, number), minutes=17 * number)
    confirmed_at = asked_at + timedelta(minutes=8)
    queued_at = now - timedelta(days=5) + timedelta(hours=number)
    return Booking(
        event=event,
        person=person,
        state=state,
        told=state,
        knows=event.notable,
        asked_at=asked_at,
        booked_at=confirmed_at if state == B.BOOKED else None,
        queued_at=queued_at if state in QUEUED else None,
        offered_until=now + AN_OFFER - timedelta(hours=3) if state == B.OFFERED else None,
    )
