"""A seat, the queue for it, and an offer that holds it for a day."""

import ast
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from groups.enums import BookingState
from groups.models import Booking, Event
from groups.services import events, seats, telling
from tests.groups import planned

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 12, tzinfo=timezone.get_fixed_timezone(0))
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def talk(clock: time_machine.Traveller) -> Event:
    """Two seats, in two weeks."""
    return planned.event()


def test_a_booking_that_is_not_confirmed_holds_no_seat(talk: Event) -> None:
    asked = seats.ask(event=talk, person=planned.somebody("Suzie"))
    planned.booked(talk, "Charlie", "Priya")
    assert seats.confirm(asked).state == BookingState.WAITING
    assert planned.states(talk) == ["waiting", "booked", "booked"]


def test_confirming_counts_once_and_shows_that_the_address_is_its_owners(talk: Event) -> None:
    asked = seats.ask(event=talk, person=planned.somebody("Suzie"))
    assert seats.confirm(asked).state == BookingState.BOOKED
    first = Booking.objects.get().booked_at
    assert seats.confirm(asked).booked_at == first
    asked.person.address.refresh_from_db()
    assert asked.person.address.confirmed_at == NOON


def test_somebody_who_asks_again_has_one_booking(talk: Event) -> None:
    first = seats.book(event=talk, person=planned.somebody("Suzie"))
    assert seats.ask(event=talk, person=planned.somebody("Suzie")) == first
    assert seats.book(event=talk, person=planned.somebody("Suzie")).state == BookingState.BOOKED
    seats.cancel(first)
    assert seats.ask(event=talk, person=planned.somebody("Suzie")) != first


def test_a_seat_given_back_is_offered_to_whoever_waits_longest_and_to_nobody_who_comes_then(talk: Event) -> None:
    first = planned.booked(talk, "Suzie", "Charlie", "Priya", "Morgan")[0]
    seats.cancel(first)
    seats.cancel(first)
    assert planned.states(talk) == ["cancelled", "booked", "offered", "waiting"]
    planned.booked(talk, "Dele")
    assert planned.states(talk)[-1] == "waiting"


def test_an_offer_holds_the_seat_for_a_day_and_then_goes_to_the_next(
    talk: Event, clock: time_machine.Traveller
) -> None:
    first, _, priya, morgan = planned.booked(talk, "Suzie", "Charlie", "Priya", "Morgan")
    seats.cancel(first)
    telling.tell()
    clock.shift(23 * HOUR)
    assert (seats.expire_offers(), planned.states(talk)[2:]) == (0, ["offered", "waiting"])
    clock.shift(HOUR)
    assert (seats.expire_offers(), seats.expire_offers()) == (1, 0)
    assert planned.states(talk)[2:] == ["expired", "offered"]
    assert seats.accept(priya).state == BookingState.EXPIRED
    assert seats.accept(morgan).state == BookingState.BOOKED


def test_an_offer_that_is_over_is_not_taken_even_before_anybody_ends_it(
    talk: Event, clock: time_machine.Traveller
) -> None:
    first, _, priya, _ = planned.booked(talk, "Suzie", "Charlie", "Priya", "Morgan")
    seats.cancel(first)
    clock.shift(24 * HOUR)
    assert seats.accept(priya).state == BookingState.EXPIRED
    assert planned.states(talk)[2:] == ["expired", "offered"]


def test_an_offer_ends_two_hours_before_the_start_and_then_a_free_seat_is_anybodys(
    talk: Event, clock: time_machine.Traveller
) -> None:
    first, second, priya, morgan = planned.booked(talk, "Suzie", "Charlie", "Priya", "Morgan")
    clock.move_to(talk.starts_at - 5 * HOUR)
    seats.cancel(first)
    priya.refresh_from_db()
    assert priya.offered_until == talk.starts_at - 2 * HOUR
    telling.tell()
    clock.move_to(talk.starts_at - HOUR)
    seats.expire_offers()
    assert planned.states(talk)[2:] == ["expired", "waiting"]
    assert planned.booked(talk, "Dele")[0].state == BookingState.BOOKED
    assert seats.accept(morgan).state == BookingState.WAITING
    seats.cancel(second)
    assert seats.accept(morgan).state == BookingState.BOOKED


def test_whoever_is_told_late_of_an_offer_has_their_day_all_the_same(
    talk: Event, clock: time_machine.Traveller
) -> None:
    first, _, priya = planned.booked(talk, "Suzie", "Charlie", "Priya")
    seats.cancel(first)
    clock.shift(30 * HOUR)
    assert seats.expire_offers() == 0
    telling.tell()
    priya.refresh_from_db()
    assert priya.offered_until == timezone.now() + 24 * HOUR


def test_more_seats_are_offered_in_turn_and_fewer_than_are_taken_are_refused(talk: Event) -> None:
    planned.booked(talk, "Suzie", "Charlie", "Priya", "Morgan", "Dele")
    seats.change_capacity(event=talk, capacity=4)
    assert planned.states(talk) == ["booked", "booked", "offered", "offered", "waiting"]
    with pytest.raises(seats.Fuller) as refused:
        seats.change_capacity(event=talk, capacity=3)
    assert refused.value.seats == 4
    talk.refresh_from_db()
    assert talk.capacity == 4
    seats.change_capacity(event=talk, capacity=None)
    assert planned.states(talk).count("offered") == 3


def test_an_event_without_a_limit_has_a_seat_for_everybody(clock: time_machine.Traveller) -> None:
    stall = planned.event(capacity=None)
    planned.booked(stall, "Suzie", "Charlie", "Priya")
    assert planned.states(stall) == ["booked"] * 3


def test_nobody_books_a_draft_what_is_cancelled_what_has_begun_or_takes_no_bookings(
    talk: Event, clock: time_machine.Traveller
) -> None:
    asked = seats.ask(event=talk, person=planned.somebody("Suzie"))
    without = planned.event(title="Stall", takes_bookings=False)
    draft = events.draft(group=None, details=planned.details(title="Draft"))
    gone = events.cancel(planned.event(title="Gone"))
    clock.move_to(talk.starts_at)
    for event in (without, draft, gone, talk):
        for step in (seats.ask, seats.book):
            with pytest.raises(seats.NotBookable):
                step(event=event, person=planned.somebody("Charlie"))
    with pytest.raises(seats.NotBookable):
        seats.confirm(asked)
    assert planned.states(talk) == ["asked"]


def test_who_is_erased_gives_back_every_seat(talk: Event) -> None:
    first = planned.booked(talk, "Suzie", "Charlie", "Priya")[0]
    assert seats.cancel_all_of(first.person_id) == 1
    assert planned.states(talk) == ["cancelled", "booked", "offered"]


WRITES = {"create", "bulk_create", "update", "bulk_update", "get_or_create", "update_or_create", "Booking"}


def writes_of_a_booking(source: str) -> list[int]:
    """The lines that make a booking, or set the state of one."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            words = ast.unparse(node).lower()
            sets_state = any(each.arg == "state" for each in node.keywords) or '"state"' in words or "'state'" in words
            makes = "create" in name or name == "Booking"
            if name in WRITES and "booking" in ast.unparse(node.func).lower() and (makes or sets_state):
                found.append(node.lineno)
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        found += [
            each.lineno
            for target in targets
            for each in ast.walk(target or ast.Pass())
            if isinstance(each, ast.Attribute) and each.attr == "state" and "booking" in ast.unparse(each).lower()
        ]
    return found


def test_no_other_module_makes_a_booking_or_writes_its_state() -> None:
    root = Path(settings.BASE_DIR)
    modules = [path for app in ("groups", "training", "campaigns", "site") for path in (root / app).rglob("*.py")]
    assert len(modules) > 200
    writers = {
        path.relative_to(root).as_posix() for path in modules if writes_of_a_booking(path.read_text(encoding="utf-8"))
    }
    writers = {path for path in writers if not path.startswith("site/config/demo/")}  # filled before anybody can book
    assert writers == {"groups/services/seats.py"}


@pytest.mark.parametrize(
    "line",
    [
        "Booking.objects.create(event=event)",
        "Booking(event=event)",
        "event.bookings.update(state='booked')",
        "Booking.objects.bulk_update(rows, ['state'])",
        "booking.state = 'booked'",
        "booking.state, booking.told = 'booked', ''",
    ],
)
def test_the_search_for_other_writers_would_find_one(line: str) -> None:
    assert writes_of_a_booking(line)
    assert not writes_of_a_booking("Booking.objects.bulk_update(rows, ['told'])\nevent.state = 'draft'")
