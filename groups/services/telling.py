"""Telling people what became of their bookings, read from the bookings, so that each is told of each thing once.

Nothing is queued where a booking changes: that happens under the lock on its event, and a message would lock somebody
else's address beneath it. What somebody has yet to be told of stands in the rows, so a killed process loses nothing.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from groups import booking_messages, event_extras
from groups.enums import BookingState, EventState
from groups.models import Booking
from groups.models.event import BookingQuerySet
from groups.services import seats
from mail.services import deliveries
from people.services import people

AT_ONCE, MOST_A_RUN = 100, 20_000
QUIET = timedelta(minutes=5)  # after the last change of an event: somebody who corrects it twice tells of it once
HAS_NEWS_OF_IT = (BookingState.BOOKED, BookingState.WAITING, BookingState.OFFERED)
KINDS = {
    BookingState.BOOKED: "booking_booked",
    BookingState.WAITING: "booking_waiting",
    BookingState.OFFERED: "booking_offered",
    BookingState.EXPIRED: "booking_expired",
    BookingState.CANCELLED: "booking_cancelled",
}


def untold() -> BookingQuerySet:
    """Those whose owner does not know their state."""
    return with_owner().filter(~Q(told=F("state")), ~Q(state=BookingState.ASKED))


def outdated() -> BookingQuerySet:
    """Those whose owner knows their state, and not how the event has changed."""
    now = timezone.now()
    return with_owner().filter(
        state__in=HAS_NEWS_OF_IT,
        told=F("state"),
        knows__lt=F("event__notable"),
        event__changed_at__lte=now - QUIET,
        event__state=EventState.PUBLISHED,
        event__ends_at__gt=now,
    )


def with_owner() -> BookingQuerySet:
    return Booking.objects.filter(person__erased_at=None)


def wait() -> bool:
    """In one question, since it is asked every few seconds."""
    return untold().union(outdated(), all=True).exists()


def tell() -> int:
    """Queue what people have yet to be told; returns how many messages. Safe to repeat, and at once by many."""
    return in_slices(untold, tell_state) + in_slices(outdated, tell_change)


def in_slices(due: Callable[[], BookingQuerySet], tell_all: Callable[[list[Booking]], None]) -> int:
    done, after = 0, 0
    while done < MOST_A_RUN:
        keys = list(due().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            break
        after = keys[-1]
        done += tell_some(due, keys, tell_all)
    return done


@transaction.atomic
def tell_some(due: Callable[[], BookingQuerySet], keys: list[int], tell_all: Callable[[list[Booking]], None]) -> int:
    """Under the locks on their addresses, which come before those on bookings; asked again under both."""
    lock_addresses(keys)
    rows = due().select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    bookings = list(rows.select_related("event", "by_group", "person__merged_into", *event_extras.joined("event__")))
    tell_all(bookings)
    return len(bookings)


def lock_addresses(keys: list[int]) -> None:
    owners = Booking.objects.filter(pk__in=keys)
    pairs = owners.values_list("person__address_id", "person__merged_into__address_id")
    people.lock_addresses({address for pair in pairs for address in pair if address is not None})


def tell_state(bookings: list[Booking]) -> None:
    seats.renew_offers([booking for booking in bookings if booking.state == BookingState.OFFERED])
    for booking in bookings:
        send(kind_of(booking), booking)
        booking.told, booking.knows = booking.state, booking.event.notable
    Booking.objects.bulk_update(bookings, ["told", "knows"])


def kind_of(booking: Booking) -> str:
    if booking.state == BookingState.CANCELLED and booking.event.is_cancelled:
        return "event_cancelled"
    return KINDS[BookingState(booking.state)]


def tell_change(bookings: list[Booking]) -> None:
    for booking in bookings:
        send("event_changed", booking)
        booking.knows = booking.event.notable
    Booking.objects.bulk_update(bookings, ["knows"])


def send(kind: str, booking: Booking) -> None:
    owner = booking.person.merged_into or booking.person
    deliveries.queue(kind=kind, address_id=owner.address_id, context=booking_messages.context_of(kind, booking))
