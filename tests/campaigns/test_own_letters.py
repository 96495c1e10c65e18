"""My letters, behind a fresh code: read, withdrawn, and answers that are shown no more."""

from typing import Any

import pytest
from django.test import Client

from campaigns.letter_enums import LetterState, Publication
from campaigns.models import Letter, LetterAction, LetterAnswer
from campaigns.selectors import letter_totals
from campaigns.services import letter_keeping
from people.selectors import own_data
from tests import factories
from tests.campaigns.people import ADDRESS, answered, sent
from tests.campaigns.written import BODY, confirmed
from tests.cast import MALLORY
from tests.people.deeds import YOURS, opened

pytestmark = pytest.mark.django_db
HELD, ANSWERS = f"{YOURS}1/held/letters/", f"{YOURS}1/held/answers-to-your-letters/"


@pytest.fixture
def action() -> LetterAction:
    return factories.letter_action(factories.office(email="minister@example.org"))


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def do(browser: Client, path: str, row: Any, person: int, deed: str = "") -> str:
    sent = {"person": person, "row": row, **({"deed": deed} if deed else {})}
    assert browser.post(path, sent).headers["Location"] == YOURS
    return html(browser.get(YOURS))


def test_each_letter_is_shown_with_its_text_its_recipient_and_its_state(action: LetterAction) -> None:
    letter = sent(action)
    shown = html(opened().get(HELD))
    for text in ("Secretary of State for Examples", action.title, "Please act.", "14 Example Street", "Sent"):
        assert text in shown
    assert f'href="{letter.get_confirm_path()}"' in shown
    assert "Withdraw this letter" not in shown


def test_one_that_has_not_left_is_withdrawn_and_counts_no_more(action: LetterAction) -> None:
    letter = confirmed(action)
    browser = opened()
    assert "Withdraw this letter" in html(browser.get(HELD))
    assert "It is withdrawn" in do(browser, HELD, letter.pk, letter.person_id)
    assert "It was withdrawn before" in do(browser, HELD, letter.pk, letter.person_id)
    letter.refresh_from_db()
    assert (letter.state, letter_totals.of_action(action)) == (LetterState.WITHDRAWN, 0)


def test_nobody_withdraws_or_hides_what_is_somebody_elses(action: LetterAction) -> None:
    letter = confirmed(action)
    other = sent(action, **{**MALLORY, "town": ""})
    answer = answered(other)
    browser = opened()
    do(browser, HELD, other.pk, letter.person_id)
    assert not letter_keeping.take_back_answer(person_id=letter.person_id, answer_id=answer.pk)
    other.refresh_from_db()
    assert other.state == LetterState.ANSWERED
    assert LetterAnswer.objects.get().publication == Publication.PUBLISHED


def test_a_published_answer_is_taken_down_by_the_writer_of_its_letter(action: LetterAction) -> None:
    letter = sent(action)
    answered(letter)
    browser = opened()
    shown = html(browser.get(ANSWERS))
    assert "Show this answer no more" in shown
    assert "we read what you wrote" in shown
    pk = LetterAnswer.objects.get().pk
    assert "It is changed" in do(browser, ANSWERS, pk, letter.person_id, "take_down")
    answer = LetterAnswer.objects.get()
    assert (answer.publication, answer.published_text) == (Publication.DECLINED, "")
    assert answer.text != ""
    assert "Show this answer no more" not in html(browser.get(ANSWERS))


def test_a_letter_whose_text_is_gone_has_no_link_to_it(action: LetterAction) -> None:
    letter = sent(action)
    letter_keeping.blank_words([letter.pk])
    shown = html(opened().get(HELD))
    assert letter.get_confirm_path() not in shown
    assert action.title in shown


def test_what_somebody_takes_along_says_all_of_their_letter_and_what_came_of_it(action: LetterAction) -> None:
    letter = sent(action)
    answered(letter)
    [record] = own_data.everything(letter.address_id)
    held = {kind["what"]: kind["rows"] for kind in record["held"]}
    [kept] = held["Letters"]
    assert (kept["text"], kept["postal_address"], kept["went_to"]) == (BODY, ADDRESS, "Alex Sample")
    assert (kept["state"], kept["to"]) == ("Answered", "Secretary of State for Examples")
    assert held["Answers to your letters"][0]["text_that_is_shown"] == "We read what you wrote."
    assert held["What you told us of answers"][0]["outcome"] == "Yes, I got a real answer"
    steps = [row["what"] for row in held["What became of your letters"]]
    assert steps == ["Confirmed by its writer", "Queued", "Sent", "Answered"]
    assert Letter.objects.get().token not in str(held["Letters"])
