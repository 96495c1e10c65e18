"""What changes at the recipient's end while letters wait: a reshuffle, a vacancy, a dissolution."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from campaigns.letter_enums import HeldBecause, LetterState
from campaigns.models import Election, LetterAction
from campaigns.services import letter_following, letter_telling, letter_turns
from config import jobs
from mail.models import Delivery
from places.models import Constituency, GovernmentOffice
from tests import factories
from tests.campaigns.letters_leaving import NOON, from_writer, moves, post, state, take_turn
from tests.campaigns.test_letters_leaving import received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_office_hours() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=True) as clock:
        yield clock


@pytest.fixture
def minister() -> GovernmentOffice:
    return factories.office(email="minister@example.org")


@pytest.fixture
def action(minister: GovernmentOffice) -> LetterAction:
    return factories.letter_action(minister)


@pytest.fixture
def to_mps() -> LetterAction:
    return factories.letter_action(slug="ask-your-mp")


@pytest.fixture
def seat() -> Constituency:
    found: Constituency = Constituency.objects.current()[0]
    factories.representative(found, email="mp@example.org")
    return found


def dissolve(**fields: Any) -> Election:
    today = timezone.localdate()
    days = {"announced_on": today - timedelta(8), "dissolved_on": today, "polling_on": today + timedelta(25)}
    return Election.objects.create(**{**days, **fields})


def job(name: str) -> jobs.Job:
    found = jobs.find(name)
    assert found is not None
    return found


def test_at_dissolution_no_letter_to_an_mp_leaves_and_letters_to_ministers_do(
    action: LetterAction, to_mps: LetterAction, seat: Constituency, in_office_hours: Any
) -> None:
    queued, to_minister = from_writer(1, to_mps, seat), from_writer(2, action)
    take_turn()
    election = dissolve()
    new = from_writer(3, to_mps, seat)
    assert letter_following.call_back() == 1
    take_turn()
    post()
    assert [str(each["To"]) for each in received()] == ["minister@example.org"]
    assert state(to_minister) == LetterState.SENT
    for letter in (queued, new):
        assert (state(letter), letter.held_because) == (LetterState.HELD, HeldBecause.DISSOLVED)
    assert letter_turns.release_over() == 0
    Election.objects.filter(pk=election.pk).update(returned_on=timezone.localdate() + timedelta(40))
    in_office_hours.shift(timedelta(days=40))
    assert letter_turns.release_over() == 2
    take_turn()
    post()
    assert {state(queued), state(new)} == {LetterState.SENT}
    assert len(received()) == 3


def test_even_what_a_worker_took_up_before_the_dissolution_does_not_leave_after_it(
    to_mps: LetterAction, seat: Constituency
) -> None:
    letter = from_writer(1, to_mps, seat)
    take_turn()
    dissolve()
    post()
    take_turn()
    assert (received(), state(letter), letter.held_because) == ([], LetterState.HELD, HeldBecause.DISSOLVED)


def test_what_waits_for_a_post_that_fell_vacant_is_called_back_and_its_writer_told(
    action: LetterAction, minister: GovernmentOffice
) -> None:
    letter = from_writer(1, action)
    take_turn()
    GovernmentOffice.objects.update(is_vacant=True)
    assert letter_following.call_back() == 1
    take_turn()
    assert moves(letter) == ["confirm", "queue", "recall", "hold"]
    assert letter_telling.tell() == 1
    assert received() == []


def test_nothing_is_called_back_where_nothing_changed_however_the_address_is_spelt(
    action: LetterAction, to_mps: LetterAction, seat: Constituency
) -> None:
    letters = [from_writer(1, action), from_writer(2, to_mps, seat)]
    take_turn()
    assert letter_following.call_back() == 0
    GovernmentOffice.objects.update(email="Minister@Example.org", holder="Kit Successor")
    assert letter_following.call_back() == 0
    assert {state(each) for each in letters} == {LetterState.QUEUED}


def test_an_mp_who_left_is_written_to_no_more(to_mps: LetterAction, seat: Constituency) -> None:
    letter = from_writer(1, to_mps, seat)
    take_turn()
    seat.representatives.update(ended_on=timezone.localdate())
    assert letter_following.call_back() == 1
    take_turn()
    assert (state(letter), letter.held_because) == (LetterState.HELD, HeldBecause.VACANT)
    factories.representative(seat, name="Kit Successor", email="kit@example.org")
    assert letter_turns.release_over() == 1
    take_turn()
    post()
    assert [str(each["To"]) for each in received()] == ["kit@example.org"]
    assert Delivery.objects.filter(kind="letter").count() == 1


def test_while_parliament_is_dissolved_nobody_looks_at_each_seat(
    to_mps: LetterAction, seat: Constituency, django_assert_max_num_queries: Any
) -> None:
    dissolve()
    for number in range(3):
        from_writer(number, to_mps, seat)
    take_turn()
    with django_assert_max_num_queries(2):
        assert letter_turns.release_over() == 0


def test_the_jobs_carry_a_letter_from_confirmed_to_told(action: LetterAction) -> None:
    letter = from_writer(1, action)
    carry, look = job("carry_letters"), job("look_after_letters")
    assert carry.is_due()
    carry.do()
    assert look.is_due()
    look.do()
    post()
    carry.do()
    post()
    assert state(letter) == LetterState.SENT
    assert not carry.is_due()
    assert not look.is_due()
    assert letter.steps.get(move="send").told_at is not None
