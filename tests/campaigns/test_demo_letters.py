"""The demonstration shows letters in every part of their life, and sends nobody anything."""

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from campaigns import letter_life
from campaigns.letter_enums import (
    AnswerSort,
    HeldBecause,
    LetterActionState,
    LetterState,
    LetterTo,
    PrintRunState,
    Publication,
    Stand,
)
from campaigns.models import (
    Election,
    Letter,
    LetterAction,
    LetterAnswer,
    LetterSketch,
    LetterStep,
    Position,
    PrintRun,
    Questionnaire,
)
from campaigns.selectors import letter_totals, letter_writers
from campaigns.services import letter_asking, questionnaires
from config.demo import letters
from mail.models import Delivery
from people.models import Address, User
from people.services import retention
from places.models import Constituency, GovernmentOffice, Representative
from tests import demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
IN_BETWEEN = {LetterState.DRAFT, LetterState.CONFIRMED, LetterState.SENDING}  # no letter stays in these


@pytest.fixture
def demonstration() -> None:
    demo.load()


def test_letters_are_in_every_state_that_lasts_and_held_for_staff_and_until_something_is_over() -> None:
    assert set(Letter.objects.values_list("state", flat=True)) == set(LetterState) - IN_BETWEEN
    held = set(Letter.objects.filter(state=LetterState.HELD).values_list("held_because", flat=True))
    assert held >= {HeldBecause.ABUSE, HeldBecause.STAFF, HeldBecause.VACANT, HeldBecause.NO_CONTACT}
    assert 250 <= Letter.objects.count() <= 350
    assert set(PrintRun.objects.values_list("state", flat=True)) == {PrintRunState.POSTED, PrintRunState.QUEUED}
    assert LetterSketch.objects.filter(letter__in_digest=True).count() == 12


def test_actions_go_to_offices_to_own_mps_and_in_welsh_and_one_waits_for_a_second_person() -> None:
    opened = LetterAction.objects.open()
    assert opened.count() == 3
    assert set(opened.values_list("to", flat=True)) == set(LetterTo)
    assert Letter.objects.filter(language="cy").exists()
    waiting = LetterAction.objects.get(state=LetterActionState.IN_REVIEW)
    assert (waiting.submitted_by is not None, waiting.approved_by) == (True, None)
    assert all(letter_totals.of_actions(list(opened)).values())
    assert len(letter_writers.by_constituency()) >= 9


def test_nobody_is_real_and_no_address_lies_outside_example_org() -> None:
    emails = [
        *Address.objects.values_list("typed", flat=True),
        *GovernmentOffice.objects.exclude(email="").values_list("email", flat=True),
        *Representative.objects.values_list("email", flat=True),
    ]
    assert len(emails) > 300
    assert {email.partition("@")[2] for email in emails} == {"example.org"}


def test_answers_are_read_passed_on_automatic_and_published_and_writers_say_what_came_of_it() -> None:
    sorts = set(LetterAnswer.objects.values_list("sort", flat=True))
    assert sorts == {AnswerSort.REPLY, AnswerSort.PASSED_ON, AnswerSort.AUTO_REPLY}
    shown = set(LetterAnswer.objects.values_list("publication", flat=True))
    assert shown == {Publication.PRIVATE, Publication.ASKED, Publication.ALLOWED, Publication.PUBLISHED}
    assert LetterAnswer.objects.filter(seen_at=None).count() == 4
    assert Questionnaire.objects.exclude(outcome="").values("outcome").distinct().count() == 4
    assert set(Position.objects.values_list("stand", flat=True)) == set(Stand)
    assert Election.objects.filter(returned_on__lt=timezone.localdate()).count() == Election.objects.count() == 1


def test_every_letter_came_to_where_it_is_by_moves_that_there_are_and_its_writer_was_told() -> None:
    by_state = {move.to for move in letter_life.MOVES.values()} | {LetterState.TO_CONFIRM}
    assert set(Letter.objects.values_list("state", flat=True)) <= by_state
    assert not LetterStep.objects.filter(to_tell=True, told_at=None).exists()
    last = {step.letter_id: step.state for step in LetterStep.objects.order_by("at", "pk")}
    states = dict(Letter.objects.exclude(state=LetterState.TO_CONFIRM).values_list("pk", "state"))
    assert last == states
    assert not Letter.objects.filter(confirmed_at__gt=F("sent_at")).exists()
    assert not Letter.objects.filter(created_at__gt=timezone.now()).exists()


def test_the_night_after_writes_to_nobody_and_nothing_is_too_old() -> None:
    assert (letter_asking.remind(), letter_asking.expire(), questionnaires.ask()) == (0, 0, 0)
    assert not Delivery.objects.filter(mailing=None).exists()
    assert not [name for name in retention.overdue() if name.startswith(("letter", "unconfirmed", "print"))]


def test_loading_them_twice_changes_nothing() -> None:
    models = (Letter, LetterAction, LetterAnswer, Questionnaire, GovernmentOffice, Position, Election, PrintRun)
    before = [model.objects.count() for model in models]
    call_command("demo", verbosity=0)
    letters.make(author=User.objects.earliest("pk"), approver=User.objects.latest("pk"))
    assert [model.objects.count() for model in models] == before


def test_the_pages_of_letters_are_alive(client: Client) -> None:
    seat = Constituency.objects.get(pk=Representative.objects.earliest("pk").constituency_id)
    paths = ["/letters/", *(action.get_absolute_url() for action in LetterAction.objects.open())]
    paths += ["/letters/responsiveness/", f"/your-area/{seat.slug}/"]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
