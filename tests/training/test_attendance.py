"""Who came: marks of any device, in any order, as often as they are sent."""

import uuid
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import Person
from tests.conftest import LONG
from tests.groups import planned
from tests.training import registers
from training.enums import MarkSource
from training.models import Mark, Session
from training.selectors import attendance
from training.services import marks
from training.services.marks import NewMark

pytestmark = pytest.mark.django_db
TRAINER = MarkSource.TRAINER
MINUTE = timedelta(minutes=1)


@pytest.fixture
def session() -> Session:
    return registers.session("Suzie", "Charlie", "Dele")


def here(session: Session) -> set[str]:
    return {line.name for line in attendance.who_came(session)}


def test_two_devices_come_to_the_same_in_either_order_and_however_often_they_send() -> None:
    ends = set()
    for order in permutations(range(2)):
        with transaction.atomic():
            session = registers.session("Suzie", "Charlie", version=None)
            suzie, charlie = registers.booking(session, "Suzie"), registers.booking(session, "Charlie")
            at = timezone.now() - 10 * MINUTE
            devices = [
                [registers.mark(suzie, True, at, 1), registers.mark(charlie, True, at + MINUTE, 2)],
                [registers.mark(suzie, False, at + MINUTE, 3), registers.mark(charlie, False, at, 4)],
            ]
            for device in (*order, *order):
                taken = marks.take(session, devices[device], source=TRAINER)
                assert taken.known == {mark.id for mark in devices[device]}
            assert Mark.objects.count() == 4
            suzie.refresh_from_db()
            charlie.refresh_from_db()
            ends.add((frozenset(here(session)), suzie.came, charlie.came))
            transaction.set_rollback(True)
    assert ends == {(frozenset({"Charlie"}), False, True)}


def test_of_two_marks_of_one_moment_the_greater_id_counts(session: Session) -> None:
    suzie, at = registers.booking(session, "Suzie"), timezone.now() - MINUTE
    for pair in ((1, True), (2, False)), ((4, False), (3, True)):
        marks.take(session, [registers.mark(suzie, came, at, key) for key, came in pair], source=TRAINER)
        assert here(session) == set()


@settings(max_examples=200 if LONG else 25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_order_and_every_partition_of_marks_converges(data: Any) -> None:
    with transaction.atomic():
        session = registers.session("Suzie", "Charlie")
        places = [registers.booking(session, name) for name in ("Suzie", "Charlie")]
        start, walk_ins = timezone.now() - timedelta(hours=1), [uuid.UUID(int=900), uuid.UUID(int=901)]
        drawn = data.draw(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 5)), max_size=12))
        made = [
            registers.mark(places[who], came, start + moment * MINUTE, key)
            if who < 2
            else NewMark(
                uuid.UUID(int=key), came, start + moment * MINUTE, None, walk_ins[who - 2], f"Walk-in {who}", ""
            )
            for key, (who, came, moment) in enumerate(drawn, start=1)
        ]
        expected: dict[Any, tuple[Any, ...]] = {}
        for mark in made:
            who = mark.booking or mark.walk_in
            expected[who] = max(expected.get(who, ()), (mark.at, mark.id.int, mark.came))
        sent = data.draw(st.permutations(made + data.draw(st.lists(st.sampled_from(made), max_size=4)) if made else []))
        while sent:
            size = data.draw(st.integers(1, len(sent)))
            marks.take(session, sent[:size], source=TRAINER)
            sent = sent[size:]
        lines = {line.booking_id or uuid.UUID(line.key[1:]): line.came for line in attendance.register(session)}
        assert {who: lines[who] for who in expected} == {who: found[2] for who, found in expected.items()}
        assert Mark.objects.filter(session=session).count() == len(made)
        for place in places:
            place.refresh_from_db()
            assert place.came == (expected[place.pk][2] if place.pk in expected else None)
        transaction.set_rollback(True)


def test_a_clock_that_runs_ahead_wins_only_until_somebody_marks_later(session: Session) -> None:
    suzie, now = registers.booking(session, "Suzie"), timezone.now()
    ahead = [
        registers.mark(suzie, False, now + timedelta(days=400), 9),
        registers.mark(suzie, True, now + timedelta(days=401), 1),
    ]
    marks.take(session, ahead, source=TRAINER)
    assert not Mark.objects.filter(at__gt=timezone.now()).exists()
    assert here(session) == {"Suzie"}
    marks.take(session, [registers.mark(suzie, False, timezone.now())], source=TRAINER)
    assert here(session) == set()


def test_a_mark_about_another_session_is_refused_and_the_others_are_taken(session: Session) -> None:
    other = planned.booked(planned.event(), "Morgan")[0]
    strange, fine = (
        registers.mark(other, True, timezone.now()),
        registers.mark(registers.booking(session, "Dele"), True, timezone.now()),
    )
    taken = marks.take(session, [strange, fine], source=TRAINER)
    assert taken == (frozenset({fine.id}), {strange.id: marks.NOT_HERE})
    assert here(session) == {"Dele"}


def test_an_id_of_another_session_is_not_taken_for_ours(session: Session) -> None:
    second = Session.objects.create(event=planned.event(), version=session.version)
    planned.booked(second.event, "Morgan")
    first = registers.mark(registers.booking(session, "Suzie"), True, timezone.now(), 7)
    marks.take(session, [first], source=TRAINER)
    again = registers.mark(registers.booking(second, "Morgan"), True, timezone.now(), 7)
    assert marks.take(second, [again], source=TRAINER) == (frozenset(), {again.id: marks.TAKEN})
    assert here(second) == set()


def test_a_walk_in_with_no_address_is_kept_and_counts_for_an_award_once_it_is_mended(session: Session) -> None:
    who = uuid.uuid4()
    marks.take(session, [registers.walk_in("Morgan", "morgan(at)example.org", who=who)], source=TRAINER)
    line = next(line for line in attendance.register(session) if line.booking_id is None)
    assert (line.name, line.email, line.needs_address, line.person) == ("Morgan", "morgan(at)example.org", True, None)
    marks.take(session, [registers.walk_in("Morgan", "morgan@example.org", who=who)], source=TRAINER)
    came = attendance.who_came(session)
    assert [each.person for each in came] == [Person.objects.get(address__canonical="morgan@example.org")]


def test_a_walk_in_who_had_booked_is_one_person_in_the_figures(session: Session) -> None:
    suzie = registers.booking(session, "Suzie")
    new = [registers.mark(suzie, True, timezone.now()), registers.walk_in("S. Signer", "SUZIE@example.org")]
    marks.take(session, new, source=TRAINER)
    assert attendance.counts(attendance.register(session)) == (3, 1, 0, 0)
    assert Person.objects.get(pk=suzie.person_id).name == "Suzie"


def test_the_figures_of_the_event_follow_the_marks_and_leave_the_unmarked_unsaid(session: Session) -> None:
    new = [
        registers.mark(registers.booking(session, "Suzie"), True, timezone.now()),
        registers.mark(registers.booking(session, "Dele"), False, timezone.now()),
    ]
    marks.take(session, new, source=TRAINER)
    assert [registers.booking(session, name).came for name in ("Suzie", "Dele", "Charlie")] == [True, False, None]


def test_marks_take_few_questions_however_many_they_are(session: Session, django_assert_max_num_queries: Any) -> None:
    suzie, at = registers.booking(session, "Suzie"), timezone.now()
    many = [registers.walk_in(f"Walk-in {n}", f"walk-in-{n}@example.org") for n in range(200)]
    with django_assert_max_num_queries(25):
        marks.take(session, [*many, *(registers.mark(suzie, True, at) for _ in range(200))], source=TRAINER)
    assert len(attendance.who_came(session)) == 201


def test_13_months_later_a_walk_in_is_nameless_and_gone_unless_they_are_here_for_more(session: Session) -> None:
    suzie = registers.booking(session, "Suzie").person
    new = [registers.walk_in("Morgan", "morgan@example.org"), registers.walk_in("Suzie", "suzie@example.org")]
    marks.take(session, new, source=TRAINER)
    assert not marks.past_walk_ins(timezone.now() - timedelta(days=1)).exists()
    registers.move(session.event, timezone.now() - timedelta(days=400))
    rows = marks.past_walk_ins(timezone.now() - timedelta(days=390))
    assert rows.count() == 2
    marks.forget_walk_ins(list(rows))
    assert not rows.all().exists()
    assert not Mark.objects.exclude(name="", email="", person=None, came=True).exists()
    assert not Person.objects.filter(address__canonical="morgan@example.org").exists()
    assert Person.objects.filter(pk=suzie.pk).exists()
    assert attendance.counts(attendance.register(session)).came == 2
