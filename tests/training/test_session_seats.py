"""Many want a place at a session at once, by whichever way; there are never more than it has."""

import ast
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from groups.enums import BookingState, Role
from groups.services import membership, rsvps, seats
from people.models import Person
from tests.groups import people, planned
from tests.groups.test_seats_at_once import at_once, crowd
from tests.training import taught
from training.services import places_for_members

PLACES, OF_GROUP = 10, 20


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything")
def test_of_fifty_at_once_by_their_own_hand_and_by_a_leader_ten_have_a_place_and_forty_wait() -> None:
    leeds = people.group()
    session = taught.session(leeds, capacity=PLACES)
    everybody = crowd(50)
    ours = everybody[:OF_GROUP]
    for person in ours:
        membership.give(group=leeds, person=person, role=Role.MEMBER)
        person.address.confirmed_at = timezone.now()
        person.address.save()
    asked = [seats.ask(event=session.event, person=person) for person in everybody[OF_GROUP:]]
    at_once(
        [
            *(partial(seats.confirm, booking) for booking in asked),
            *(
                partial(places_for_members.ask, session=session, group=leeds, persons=fresh(ours[start : start + 5]))
                for start in range(0, OF_GROUP, 5)
            ),
        ]
    )
    states = Counter(session.event.bookings.values_list("state", flat=True))
    assert states == {BookingState.BOOKED: PLACES, BookingState.WAITING: 50 - PLACES}
    assert session.event.bookings.values("person").distinct().count() == 50
    assert session.event.bookings.waiting().order_by().values("queued_at").distinct().count() == 40


def fresh(persons: list[Person]) -> list[Person]:
    return list(Person.objects.select_related("address").filter(pk__in=[person.pk for person in persons]))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything")
def test_a_leader_and_the_people_themselves_asking_at_once_make_one_booking_of_each() -> None:
    leeds = people.group()
    session = taught.session(leeds, capacity=PLACES)
    ours = crowd(8)
    for person in ours:
        person.address.confirmed_at = timezone.now()
        person.address.save()
    at_once(
        [
            *(partial(seats.book, event=session.event, person=person) for person in ours),
            *(partial(rsvps.ask, event=session.event, name=person.name, email=person.address.typed) for person in ours),
            partial(places_for_members.ask, session=session, group=leeds, persons=fresh(ours)),
            partial(places_for_members.ask, session=session, group=leeds, persons=fresh(ours[::-1])),
        ]
    )
    assert session.event.bookings.count() == 8
    assert session.event.bookings.booked().count() == 8


WRITING = {"update", "create", "Booking", "get_or_create", "update_or_create", "bulk_create"}


def names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} | {
        each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)
    }


def writes_a_state(node: ast.AST) -> bool:
    """`booking.state = BookingState.…`, or `update(state=BookingState.…)` and its like."""
    if isinstance(node, ast.Assign):
        targets = [each for target in node.targets for each in ast.walk(target)]
        is_state = any(isinstance(each, ast.Attribute) and each.attr == "state" for each in targets)
        return is_state and "BookingState" in names(node.value)
    if isinstance(node, ast.Call) and names(node.func) & WRITING:
        return any(each.arg == "state" and "BookingState" in names(each.value) for each in node.keywords)
    return False


def test_only_the_service_of_seats_writes_the_state_of_a_booking() -> None:
    root, writers = Path(settings.BASE_DIR), set()
    ours = [path for folder in ("groups", "training", "campaigns", "site") for path in (root / folder).rglob("*.py")]
    for path in ours:
        if "migrations" not in path.parts and "demo" not in path.parts:
            tree = ast.parse(path.read_text())
            if any(writes_a_state(node) for node in ast.walk(tree)):
                writers.add(str(path.relative_to(root)))
    assert writers == {"groups/services/seats.py"}


@pytest.mark.django_db
def test_a_full_session_queues_whom_a_leader_asks_for_and_offers_them_the_next_free_place() -> None:
    leeds = people.group()
    session = taught.session(leeds, capacity=1)
    (first,) = planned.booked(session.event, "First")
    suzie = people.person("suzie")
    suzie.address.confirmed_at = timezone.now()
    suzie.address.save()
    asked = places_for_members.ask(session=session, group=leeds, persons=[suzie])
    assert (asked.booked, asked.waiting) == (0, 1)
    seats.cancel(first)
    assert session.event.bookings.get(person=suzie).state == BookingState.OFFERED
