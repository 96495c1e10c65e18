"""Writers are asked two weeks and three weeks after a letter left, each exactly once, and say what came of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.utils import timezone

from campaigns import letter_links
from campaigns.letter_enums import LetterState, Outcome
from campaigns.models import Letter, Questionnaire
from campaigns.services import questionnaires
from mail import rendering
from mail.composed import NotNow
from mail.enums import SuppressionReason
from mail.models import Delivery
from mail.services import suppressions
from people.models import Person
from places.models import GovernmentOffice
from tests import factories
from tests.campaigns import answered, written
from tests.campaigns.answered import left

pytestmark = pytest.mark.django_db
NO, YES, POOR, NONE_EXPECTED = Outcome.NO, Outcome.YES, Outcome.UNSATISFACTORY, Outcome.NOT_EXPECTED


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office(email="office@example.org")


def told() -> list[Delivery]:
    return list(Delivery.objects.filter(kind="letter_questionnaire").order_by("pk"))


def say(letter: Letter, outcome: str, **more: str) -> Any:
    return Client().post(questionnaires.path_of(letter), {"outcome": outcome, **more})


def outcome_of(letter: Letter) -> str:
    letter.refresh_from_db()
    return Questionnaire.objects.get(letter=letter).outcome


def test_a_writer_is_asked_after_two_weeks_and_once_more_after_three(office: GovernmentOffice) -> None:
    letter = left(office, LetterState.DELIVERED, days=0)
    for day, number in ((13, 0), (14.1, 1), (14.2, 1), (20, 1), (21.2, 2), (22, 2), (30, 2), (45, 2)):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=True):
            questionnaires.ask()
            assert len(told()) == number, day
    assert Questionnaire.objects.get(letter=letter).asked == 2


def test_a_job_that_was_long_away_asks_once_and_not_twice_at_once(office: GovernmentOffice) -> None:
    left(office, days=25)
    assert questionnaires.ask() == 1
    assert questionnaires.ask() == 0
    assert not questionnaires.due().exists()


def test_nobody_is_asked_about_a_letter_of_long_ago(office: GovernmentOffice) -> None:
    left(office, days=50)
    assert questionnaires.ask() == 0


@pytest.mark.parametrize(
    "state",
    [LetterState.BOUNCED, LetterState.WITHDRAWN, LetterState.EXPIRED, LetterState.UNCERTAIN, LetterState.REFUSED],
)
def test_nobody_is_asked_about_a_letter_that_did_not_arrive(office: GovernmentOffice, state: LetterState) -> None:
    left(office, state, days=15)
    assert questionnaires.ask() == 0


def test_neither_the_erased_nor_those_whose_mail_came_back_are_asked(office: GovernmentOffice) -> None:
    first, second = left(office, days=15), left(office, days=15, email="priya@example.org", name="Priya Teacher")
    Person.objects.filter(pk=first.person_id).update(erased_at=timezone.now())
    address = second.address
    reason = SuppressionReason.HARD_BOUNCE
    suppressions.suppress(address_id=address.pk, canonical=address.canonical, reason=reason)
    assert questionnaires.ask() == 0


def test_whoever_said_what_came_of_it_is_asked_no_more(office: GovernmentOffice) -> None:
    letter = left(office, days=15)
    questionnaires.ask()
    say(letter, NO)
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=22))
    Questionnaire.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert questionnaires.ask() == 0


def test_whoever_said_it_before_being_asked_is_not_asked(office: GovernmentOffice) -> None:
    say(left(office, days=15), YES)
    assert questionnaires.ask() == 0


def test_of_a_letter_that_was_answered_its_writer_is_asked_once_whether_it_answers(office: GovernmentOffice) -> None:
    left(office, LetterState.ANSWERED, days=15)
    assert questionnaires.ask() == 1
    assert "An answer came. Does it answer what you wrote?" in str(rendering.render(told()[0]).body)
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=22))
    Questionnaire.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert questionnaires.ask() == 0


def test_letters_that_were_written_in_one_go_are_asked_about_in_one_message(office: GovernmentOffice) -> None:
    other = factories.office(post="Minister for Samples", email="minister@example.org")
    action = factories.letter_action(office, other)
    written.confirmed(action)
    sent_at = timezone.now() - timedelta(days=15)
    Letter.objects.update(state=LetterState.SENT, sent_at=sent_at, confirmed_at=sent_at)
    assert questionnaires.ask() == 2
    (delivery,) = told()
    sent = rendering.render(delivery)
    body = str(sent.body)
    assert sent.subject == "Did you get an answer? Ask for a year of support"
    assert "Secretary of State for Examples" in body
    assert "Minister for Samples" in body
    assert len(set(re.findall(r"/letters/how-was-it/[\w-]+/", body))) == 2
    assert "Suzie" not in str(delivery.context)


def test_a_message_about_letters_that_are_gone_does_not_leave(office: GovernmentOffice) -> None:
    left(office, days=15)
    questionnaires.ask()
    Letter.objects.update(name="")
    with pytest.raises(NotNow):
        rendering.render(told()[0])


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (YES, LetterState.ANSWERED),
        (POOR, LetterState.ANSWERED),
        (NO, LetterState.DELIVERED),
        (NONE_EXPECTED, LetterState.DELIVERED),
    ],
)
def test_what_a_writer_says_is_kept_and_an_answer_moves_the_letter(
    office: GovernmentOffice, outcome: Outcome, state: LetterState
) -> None:
    letter = left(office, LetterState.DELIVERED)
    answer = say(letter, outcome)
    assert answer.status_code == 303
    assert outcome_of(letter) == outcome
    assert letter.state == state
    page = Client().get(answer.headers["Location"]).content.decode()
    assert "Thank you. We have your answer" in page


def test_a_writer_may_change_their_answer(office: GovernmentOffice) -> None:
    letter = left(office)
    say(letter, NO)
    say(letter, POOR)
    assert outcome_of(letter) == POOR
    say(letter, NO)
    assert outcome_of(letter) == NO
    assert Questionnaire.objects.count() == 1


def test_looking_at_the_page_changes_nothing(office: GovernmentOffice) -> None:
    letter = left(office)
    for _ in range(3):
        answer = Client().get(questionnaires.path_of(letter))
        assert answer.status_code == 200
        assert not answer.cookies
    assert Client().head(questionnaires.path_of(letter)).status_code == 200
    assert not Questionnaire.objects.exists()
    page = answer.content.decode()
    assert "checked" not in page
    assert letter.name not in page
    assert "drop-in" not in page


@pytest.mark.parametrize("state", [LetterState.CONFIRMED, LetterState.TO_CONFIRM, LetterState.WITHDRAWN])
def test_nothing_can_be_said_of_a_letter_that_has_not_left(office: GovernmentOffice, state: LetterState) -> None:
    letter = left(office, state)
    assert say(letter, YES).status_code == 404
    with pytest.raises(questionnaires.NotLeft):
        questionnaires.answer(letter, YES)
    assert not Questionnaire.objects.exists()


def test_no_other_link_opens_the_page(office: GovernmentOffice) -> None:
    letter = left(office)
    right = letter_links.token_of(letter.pk, use=questionnaires.USE)
    forged = [
        letter.token,
        letter.answer_token.hex,
        str(letter.pk),
        f"{letter.pk}-",
        f"{letter.pk}-{'0' * 32}",
        f"{letter.pk + 1}-{right.partition('-')[2]}",
        f"{'9' * 40}-{'0' * 32}",
        letter_links.token_of(letter.pk, use="something else"),
    ]
    assert questionnaires.of_token(right) == letter
    for token in forged:
        assert Client().get(f"/letters/how-was-it/{token}/").status_code == 404, token


def test_the_link_of_a_writer_whose_name_is_gone_opens_nothing(office: GovernmentOffice) -> None:
    letter = left(office)
    Letter.objects.update(name="")
    assert Client().get(questionnaires.path_of(letter)).status_code == 404


def test_without_a_choice_the_form_says_what_is_missing(office: GovernmentOffice) -> None:
    letter = left(office)
    answer = say(letter, "perhaps", answer=answered.REPLY)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose one of the four" in page
    assert answered.REPLY in page
    assert not Questionnaire.objects.exists()


def test_an_answer_beside_the_word_that_none_came_is_asked_about(office: GovernmentOffice) -> None:
    letter = left(office)
    answer = say(letter, NO, answer=answered.REPLY)
    assert answer.status_code == 422
    assert "You say that no answer came." in answer.content.decode()
    assert answered.REPLY in answer.content.decode()
    assert not Questionnaire.objects.exists()


def test_a_form_from_another_site_is_refused(office: GovernmentOffice) -> None:
    letter = left(office)
    answer = Client().post(questionnaires.path_of(letter), {"outcome": YES}, headers={"Origin": "https://example.com"})
    assert answer.status_code == 403
    assert not Questionnaire.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_jobs_that_run_at_once_one_asks() -> None:
    office = factories.office(email="office@example.org")
    for number in range(6):
        left(office, days=15, email=f"writer{number}@example.org", name=f"Writer {number}")

    def ask(_: int) -> int:
        try:
            return questionnaires.ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(ask, range(3))) == 6
    assert len(told()) == 6
    assert set(Questionnaire.objects.values_list("asked", flat=True)) == {1}
