"""Seats at an event and its waiting list: the one module that writes the state of a booking.

Whoever changes who has a seat locks the event first, so one change follows another. Locks are taken in the order
address, person, event, booking; no message is queued here under the lock on an event, since that would lock somebody
else's address: services.telling reads afterwards who has yet to be told of what.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Least
from django.utils import timezone

from groups.enums import BookingState
from groups.models import Booking, CommunityGroup, Event
from groups.models.event import BookingQuerySet
from people.models import Person
from people.services import erasure, people

AN_OFFER = timedelta(hours=24)
LAST_OFFERS = timedelta(hours=2)  # before the start: from then on, a free seat is anybody's who asks
AN_INSTANT = timedelta(microseconds=1)
SETTLED = (BookingState.CANCELLED, BookingState.EXPIRED)


class NotBookable(Exception):
    """The event takes no bookings: it is no more, has begun, is a draft, or asks for none."""


class Fuller(Exception):
    """More people have a seat, or the offer of one, than the event would have seats."""

    def __init__(self, seats: int) -> None:
        super().__init__(seats)
        self.seats = seats


@transaction.atomic
def ask(*, event: Event, person: Person, by_group: CommunityGroup | None = None) -> Booking:
    """The booking of somebody who has yet to confirm it, which holds no seat; or the live one that they have."""
    if not event.may_be_booked:
        raise NotBookable
    return live_or_new(event, person, by_group)


@transaction.atomic
def book(*, event: Event, person: Person, by_group: CommunityGroup | None = None) -> Booking:
    """For somebody whose address is known to be theirs: a seat, or a place in the queue. Raises NotBookable."""
    found = locked(event)
    if not found.may_be_booked:
        raise NotBookable
    booking = live_or_new(found, person, by_group)
    if booking.state == BookingState.ASKED:
        seat_or_queue(found, booking)
    return booking


def live_or_new(event: Event, person: Person, by_group: CommunityGroup | None = None) -> Booking:
    theirs = Booking.objects.live().filter(event=event, person=person).select_for_update(no_key=True)
    while True:
        new = Booking(event=event, person=person, state=BookingState.ASKED, knows=event.notable, by_group=by_group)
        Booking.objects.bulk_create([new], ignore_conflicts=True)  # two requests at once make one
        if (found := theirs.first()) is not None:
            return found  # else it was cancelled between the two statements


@transaction.atomic
def confirm(booking: Booking) -> Booking:
    """From its owner's address: a seat, or a place in the queue. What is confirmed already stays as it is.

    Raises NotBookable.
    """
    people.confirm_address(booking.person.address_id)
    people.was_active(booking.person_id)
    event, found = lock(booking)
    if found.state == BookingState.ASKED:
        if not event.may_be_booked:
            raise NotBookable
        seat_or_queue(event, found)
    return found


@transaction.atomic
def accept(booking: Booking) -> Booking:
    """Take the seat that was offered; within the last two hours also whoever waits may take one that is free.

    An offer that is over expires, and a full event changes nothing: the state of what is returned says so.
    """
    event, found = lock(booking)
    if found.state == BookingState.OFFERED:
        if is_over(found) or not event.may_be_booked:
            expire(event, event.bookings.filter(pk=found.pk))
            found.state = BookingState.EXPIRED
        else:
            seat(found)
    elif found.state == BookingState.WAITING and offers_are_over(event) and event.may_be_booked and free(event) != 0:
        seat(found)
    return found


@transaction.atomic
def cancel(booking: Booking, *, by_owner: bool = True) -> Booking:
    """Give back a seat, an offer or a place in the queue; who is next is offered the seat. Safe to repeat.

    Somebody else's doing is told to its owner. Once the event has begun nothing changes: who had a seat is counted.
    """
    event, found = lock(booking)
    if found.state in SETTLED or event.has_begun:
        return found
    is_told = by_owner or found.state == BookingState.ASKED
    found.state, found.told = BookingState.CANCELLED, BookingState.CANCELLED if is_told else found.told
    found.save(update_fields=["state", "told"])
    offer_free(event)
    return found


@transaction.atomic
def cancel_event(event: Event) -> int:
    """Every live booking of an event that is no more; those who had confirmed are to be told. Returns how many."""
    rows = locked(event).bookings.live()
    asked = rows.filter(state=BookingState.ASKED)
    unconfirmed = asked.update(state=BookingState.CANCELLED, told=BookingState.CANCELLED)
    return unconfirmed + rows.update(state=BookingState.CANCELLED)


@transaction.atomic
def cancel_all_of(person_id: int) -> int:
    """Of somebody who is erased or shut out, at what is to come; they are told nothing. Returns how many."""
    to_come = Booking.objects.live().filter(person_id=person_id, event__starts_at__gt=timezone.now())
    theirs = list(to_come.order_by("event_id"))
    for booking in theirs:
        cancel(booking)
    return len(theirs)


@transaction.atomic
def change_capacity(*, event: Event, capacity: int | None) -> Event:
    """Raised, those who wait longest are offered the seats. Raises Fuller: nobody loses a seat by it."""
    found = locked(event)
    seats = found.bookings.with_a_seat().count()
    if capacity is not None and capacity < seats:
        raise Fuller(seats)
    found.capacity = capacity
    found.save(update_fields=["capacity"])
    offer_free(found)
    return found


@transaction.atomic
def offer_next(event: Event) -> int:
    """Offer every free seat to those who have waited longest; returns how many were offered."""
    return offer_free(locked(event))


def overdue() -> BookingQuerySet:
    """Offers that are over. One that its owner was not told of yet waits for that."""
    told = Booking.objects.filter(state=BookingState.OFFERED, told=BookingState.OFFERED)
    return told.filter(offered_until__lte=timezone.now())


def is_any_overdue() -> bool:
    return overdue().exists()


def expire_offers() -> int:
    """End what was not taken up and offer it to the next; returns how many ended. Safe to repeat."""
    events = Event.objects.filter(pk__in=overdue().values("event")).order_by("pk")
    return sum(expire_at(event) for event in events)


@transaction.atomic
def expire_at(event: Event) -> int:
    return expire(locked(event), overdue().filter(event=event))


@transaction.atomic
def move_offers(event: Event) -> None:
    """After its start was changed: no offer lasts beyond the last moment, and who was reminded is so again."""
    found = locked(event)
    offers = found.bookings.filter(state=BookingState.OFFERED)
    offers.update(offered_until=Least(F("offered_until"), found.starts_at - LAST_OFFERS))
    found.bookings.booked().update(reminded_at=None)
    offer_free(found)


def renew_offers(bookings: Collection[Booking]) -> None:
    """Whoever is told of an offer only now has its full time from now."""
    for booking in bookings:
        booking.offered_until = end_of_offer(booking.event)
    Booking.objects.bulk_update(bookings, ["offered_until"])


@transaction.atomic
def note_attendance(*, event: Event, came: Collection[int]) -> int:
    """Who came, by the keys of their bookings; everybody else with a seat did not. Returns how many came."""
    booked = locked(event).bookings.booked()
    booked.exclude(pk__in=came).update(came=False)
    return booked.filter(pk__in=came).update(came=True)


@transaction.atomic
def note_some(*, event: Event, came: Collection[int], stayed_away: Collection[int]) -> None:
    """As `note_attendance`, of nobody but the bookings that are named."""
    booked = locked(event).bookings.booked()
    booked.filter(pk__in=stayed_away).exclude(came=False).update(came=False)
    booked.filter(pk__in=came).exclude(came=True).update(came=True)


def unconfirmed(before: datetime) -> BookingQuerySet:
    """Asked for before that moment and never confirmed."""
    return Booking.objects.filter(state=BookingState.ASKED, asked_at__lt=before)


def past(before: datetime) -> BookingQuerySet:
    """Of events that were over by then."""
    return Booking.objects.filter(event__ends_at__lt=before)


@transaction.atomic
def forget(booking: Booking, *, still: BookingQuerySet) -> bool:
    """Delete it, with whoever is here for nothing else; that somebody had a seat, or came, stays counted.

    False where it is not, or no longer, among those that are to be forgotten.
    """
    people.lock_addresses([booking.person.address_id])
    event = locked(booking.event)
    found = still.select_related("person").filter(pk=booking.pk).first()
    if found is None:
        return False
    event.past_seats += found.state == BookingState.BOOKED
    event.past_visits += bool(found.came)
    event.save(update_fields=["past_seats", "past_visits"])
    found.delete()
    erasure.forget_if_unused(found.person)
    return True


def locked(event: Event) -> Event:
    """As it is now, for this transaction alone. Not so strictly that a row pointing at it would have to wait."""
    return Event.objects.select_for_update(no_key=True).get(pk=event.pk)


def lock(booking: Booking) -> tuple[Event, Booking]:
    event = locked(booking.event)
    rows = event.bookings.select_for_update(no_key=True, of=("self",)).select_related("person")
    found = rows.get(pk=booking.pk)
    found.event = event
    return event, found


def free(event: Event) -> int | None:
    """How many seats nobody has or was offered; None where there are as many as come."""
    if event.capacity is None:
        return None
    return max(0, event.capacity - event.bookings.with_a_seat().count())


def seat_or_queue(event: Event, booking: Booking) -> None:
    is_first = offers_are_over(event) or not event.bookings.waiting().exists()
    if is_first and free(event) != 0:
        seat(booking)
        return
    booking.state, booking.queued_at = BookingState.WAITING, end_of_queue(event)
    booking.save(update_fields=["state", "queued_at"])


def end_of_queue(event: Event) -> datetime:
    """Behind everybody, also where the clock of another machine runs ahead."""
    last = event.bookings.aggregate(last=Max("queued_at"))["last"]
    return max(timezone.now(), last + AN_INSTANT) if last else timezone.now()


def seat(booking: Booking) -> None:
    booking.state, booking.booked_at, booking.offered_until = BookingState.BOOKED, timezone.now(), None
    booking.save(update_fields=["state", "booked_at", "offered_until"])


def offer_free(event: Event) -> int:
    if offers_are_over(event) or not event.may_be_booked:
        return 0
    first = event.bookings.waiting().values_list("pk", flat=True)[: free(event)]
    chosen = event.bookings.filter(pk__in=list(first))
    return chosen.update(state=BookingState.OFFERED, offered_until=end_of_offer(event))


def expire(event: Event, offers: BookingQuerySet) -> int:
    ended = offers.update(state=BookingState.EXPIRED)
    offer_free(event)
    return ended


def end_of_offer(event: Event) -> datetime:
    return min(timezone.now() + AN_OFFER, event.starts_at - LAST_OFFERS)


def offers_are_over(event: Event) -> bool:
    return event.starts_at - LAST_OFFERS <= timezone.now()


def is_over(offer: Booking) -> bool:
    return offer.offered_until is not None and offer.offered_until <= timezone.now()
