"""Confirming letters by the button and by the code: once, by the owner of the address, and what they are told then."""

import json
from typing import Any

import pytest
from django.test import Client

from campaigns.letter_enums import LetterActionState, LetterState
from campaigns.models import Letter, LetterAction
from campaigns.services import letter_codes
from mail.models import Delivery
from mail.rendering import render
from tests import factories
from tests.campaigns.test_writing_letters import PAGE, SUZIE, begun, html, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def action() -> LetterAction:
    return factories.letter_action(factories.office(holder="Alex Sample", email="office@example.org"))


def confirm_path(client: Client, action: LetterAction, **fields: Any) -> str:
    sent(client, begun(action, **fields))
    return str(Letter.objects.latest("pk").get_confirm_path())


def test_fifty_looks_confirm_nothing_and_a_press_confirms_once(action: LetterAction, client: Client) -> None:
    path = confirm_path(client, action)
    for number in range(50):
        assert (client.head if number % 2 else client.get)(path).status_code == 200
    assert Letter.objects.get().state == LetterState.TO_CONFIRM
    first, second = client.post(path), client.post(path)
    assert "Thank you. You have confirmed it" in html(first)
    assert "You have confirmed this before" in html(second)
    assert Letter.objects.get().steps.filter(move="confirm").count() == 1


def test_the_page_shows_every_word_to_each_reader(action: LetterAction, client: Client) -> None:
    action.offices.add(factories.office(post="Commissioner for Tests", salutation="Dear Commissioner"))
    page = html(client.get(confirm_path(client, action)))
    assert page.count("Please act.") == 2
    for said in ("Dear Commissioner<", "Dear Secretary of State<", "Suzie Signer", "Confirm my letters"):
        assert said in page


def test_markup_in_a_letter_is_shown_as_it_was_typed(action: LetterAction, client: Client) -> None:
    page = html(client.get(confirm_path(client, action, text="Please <act> & answer.")))
    assert "Please &lt;act&gt; &amp; answer." in page


def test_the_message_has_the_link_and_a_code_that_confirms_too(action: LetterAction, client: Client) -> None:
    path = confirm_path(client, action)
    delivery = Delivery.objects.get(kind="confirm_letter")
    message, digits = render(delivery), letter_codes.of(path.split("/")[3])
    for part in (message.body, str(message.alternatives[0][0])):
        for said in (digits, path, f"{PAGE}code/", "Secretary of State for Examples"):
            assert said in part
    assert digits not in json.dumps(delivery.context)
    wrong = client.post(f"{PAGE}code/", {"email": SUZIE["email"], "code": f"{(int(digits) + 1) % 1_000_000:06}"})
    assert wrong.status_code == 422
    right = client.post(f"{PAGE}code/", {"email": "SUZIE@example.org", "code": f"{digits[:3]} {digits[3:]}"})
    assert "Thank you. You have confirmed it" in html(right)
    assert Letter.objects.get().state == LetterState.CONFIRMED


def test_a_code_says_nothing_of_whether_somebody_wrote(action: LetterAction, client: Client) -> None:
    confirm_path(client, action)
    typed = [
        client.post(f"{PAGE}code/", {"email": f"{name}@example.org", "code": "000000"}) for name in ("suzie", "dele")
    ]
    first, second = (html(answer).replace("suzie@", "dele@") for answer in typed)
    assert first == second


def test_the_message_is_sent_again_and_nobody_is_told_to_whom(action: LetterAction, client: Client) -> None:
    confirm_path(client, action)
    for name in ("suzie", "dele"):
        answer = client.post(f"{PAGE}send-again/", {"email": f"{name}@example.org"})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}check-your-inbox/")
    assert Delivery.objects.filter(kind="confirm_letter").count() == 2


def test_the_receipt_says_what_happens_next_and_what_else_can_be_done(action: LetterAction, client: Client) -> None:
    factories.letter_action(slug="to-mps", title="Ask your MP")
    page = html(client.post(confirm_path(client, action)))
    for said in (
        "between 8 in the morning and 6 in the evening",
        "all your letters go together, each in full",
        "After 2 weeks, and once more after 3",
        "Invite two friends to write too",
        "Have you taken our course? Tell your MP",
        "Write to your MP: Ask your MP",
        'href="/letters/to-mps/write/"',
        "mailto:?subject=",
        "https://wa.me/",
        'href="/your-data/"',
    ):
        assert said in page


def test_a_link_that_nobody_has_says_so(client: Client) -> None:
    answer = client.get("/letters/confirm/no-such-token/")
    assert answer.status_code == 404
    assert "No letter was confirmed." in html(answer)


def test_a_letter_written_anew_has_a_new_link_and_the_old_one_ends(action: LetterAction, client: Client) -> None:
    old = confirm_path(client, action)
    new = confirm_path(client, action, text="Better words.")
    assert old != new
    assert client.post(old).status_code == 404
    assert "Better words." in html(client.get(new))


def test_what_is_over_cannot_be_confirmed_any_more(action: LetterAction, client: Client) -> None:
    path = confirm_path(client, action)
    LetterAction.objects.update(closes_on="2026-01-01")
    for answer in (client.get(path), client.post(path)):
        assert "Yours was not sent" in html(answer)
    assert Letter.objects.get().state == LetterState.TO_CONFIRM


def test_a_withdrawn_letter_says_that_it_is_not_going(action: LetterAction, client: Client) -> None:
    path = confirm_path(client, action)
    Letter.objects.update(state=LetterState.WITHDRAWN)
    for answer in (client.get(path), client.post(path)):
        assert "This letter is not going" in html(answer)


def test_whoever_wrote_before_staff_changed_an_action_can_still_confirm(action: LetterAction, client: Client) -> None:
    path = confirm_path(client, action)
    LetterAction.objects.update(state=LetterActionState.IN_REVIEW)
    assert client.get(PAGE).status_code == 404
    for name in ("code", "send-again", "check-your-inbox"):
        assert client.get(f"{PAGE}{name}/").status_code == 200
    digits = letter_codes.of(path.split("/")[3])
    client.post(f"{PAGE}code/", {"email": SUZIE["email"], "code": digits})
    assert Letter.objects.get().state == LetterState.CONFIRMED
