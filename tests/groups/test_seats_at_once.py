"""Many who want a seat at the same moment, each with a connection of their own."""

import random
import threading
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from django.db import connection

from groups.enums import BookingState
from groups.models import Booking, Event
from groups.services import events, seats, telling
from people.models import Person
from people.services import erasure
from tests.groups import planned

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything"),
]
PLACES, PATIENCE = 10, 60


def at_once(deeds: Sequence[Callable[[], object]]) -> None:
    """All of them begin together; what one of them raises fails the test."""
    start, failed = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            start.wait(PATIENCE)
            deed()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    assert failed == []


def crowd(number: int, name: str = "Guest") -> list[Person]:
    return [planned.somebody(f"{name}{each}") for each in range(number)]


def counted(event: Event) -> dict[str, int]:
    return {state: event.bookings.filter(state=state).count() for state in BookingState.values}


def test_of_fifty_at_once_for_ten_places_ten_have_one_and_forty_wait_in_the_order_they_came() -> None:
    talk = planned.event(capacity=PLACES)
    asked = [seats.ask(event=talk, person=person) for person in crowd(50)]
    at_once([partial(seats.confirm, booking) for booking in asked])
    numbers = counted(talk)
    assert (numbers["booked"], numbers["waiting"], sum(numbers.values())) == (10, 40, 50)
    queue = talk.bookings.waiting()
    assert queue.order_by().values("queued_at").distinct().count() == 40
    last_seat = talk.bookings.booked().latest("booked_at").booked_at
    assert queue.filter(queued_at__gt=last_seat).count() == 40
    first_ten = list(queue.values_list("pk", flat=True)[:10])
    at_once([partial(seats.cancel, booking) for booking in talk.bookings.booked()])
    offered = talk.bookings.filter(state=BookingState.OFFERED).order_by("queued_at")
    assert list(offered.values_list("pk", flat=True)) == first_ten


def test_while_three_cancel_and_twenty_arrive_there_are_never_more_than_ten_and_the_order_is_kept() -> None:
    talk = planned.event(capacity=PLACES)
    had = [seats.book(event=talk, person=person) for person in crowd(50)]
    queue = [booking.pk for booking in had[PLACES:]]
    seen: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            seen.append(talk.bookings.with_a_seat().count())
        connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    arriving = [partial(seats.book, event=talk, person=person) for person in crowd(20, "Late")]
    leaving = [partial(seats.cancel, booking) for booking in random.sample(had[:PLACES], 3)]
    deeds = [*arriving, *leaving]
    random.shuffle(deeds)
    try:
        at_once(deeds)
    finally:
        over.set()
        watcher.join(PATIENCE)
    assert seen
    assert max(seen) <= PLACES
    offered = talk.bookings.filter(state=BookingState.OFFERED).order_by("queued_at")
    assert list(offered.values_list("pk", flat=True)) == queue[:3]
    waiting = list(talk.bookings.waiting().values_list("pk", flat=True))
    assert waiting[:37] == queue[3:]
    assert len(waiting) == 57


def test_offers_taken_refused_ended_and_more_seats_all_at_once_never_overbook() -> None:
    talk = planned.event(capacity=PLACES)
    had = [seats.book(event=talk, person=person) for person in crowd(30)]
    for booking in had[:5]:
        seats.cancel(booking)
    offered = list(talk.bookings.filter(state=BookingState.OFFERED))
    at_once(
        [
            *(partial(seats.accept, booking) for booking in offered),
            *(partial(seats.cancel, booking) for booking in offered[:2]),
            *(partial(seats.cancel, booking) for booking in had[5:8]),
            partial(seats.change_capacity, event=talk, capacity=PLACES + 2),
            partial(seats.offer_next, talk),
            seats.expire_offers,
            telling.tell,
        ]
    )
    assert talk.bookings.with_a_seat().count() == PLACES + 2
    taken = [booking.pk for booking in had[10:] if booking not in talk.bookings.waiting()]
    assert taken == [booking.pk for booking in had[10 : 10 + len(taken)]]


def test_telling_erasing_changing_and_booking_at_once_wait_for_nobody_for_ever() -> None:
    talk = planned.event(capacity=3)
    had = [seats.book(event=talk, person=person) for person in crowd(12)]
    later = planned.details(starts_at=talk.starts_at.replace(minute=1), capacity=4)
    at_once(
        [
            *(partial(erasure.erase, booking.person) for booking in had[:2]),
            *(partial(seats.cancel_all_of, booking.person_id) for booking in had[:2]),
            *(partial(seats.confirm, booking) for booking in had[2:6]),
            partial(events.change, talk, later),
            telling.tell,
            telling.tell,
        ]
    )
    telling.tell()
    assert talk.bookings.with_a_seat().count() == 4
    assert not Booking.objects.filter(state=BookingState.OFFERED).exclude(told=BookingState.OFFERED).exists()


def test_one_person_who_asks_many_times_at_once_has_one_booking() -> None:
    talk, suzie = planned.event(), planned.somebody("Suzie")
    at_once([partial(seats.ask, event=talk, person=suzie)] * 8)
    assert Booking.objects.count() == 1
