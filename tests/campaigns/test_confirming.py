"""Confirming by the button and by the code: once, by the owner of the address alone, and told nobody else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from campaigns.enums import PetitionState, SignatureState
from campaigns.models import Petition, Signature, SignatureDelta
from campaigns.services import codes, confirming, log, signing
from mail.models import Delivery
from mail.rendering import render
from people.enums import Purpose
from people.models import Consent
from tests import factories
from tests.campaigns.test_signing import in_threads
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
HERE = "/petitions/support-every-survivor/"
CODE, AGAIN, INBOX = f"{HERE}code/", f"{HERE}send-again/", f"{HERE}check-your-inbox/"


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def code_of(signature: Signature) -> str:
    return codes.of(signature.token)


def wrong(signature: Signature) -> str:
    return f"{(int(code_of(signature)) + 1) % 1_000_000:06}"


def typed(client: Client, email: str, digits: str) -> Any:
    return client.post(CODE, {"email": email, "code": digits})


def without(text: str, *parts: Any) -> str:
    for part in parts:
        text = text.replace(str(part), "")
    return text


def is_confirmed(signature: Signature) -> bool:
    return Signature.objects.confirmed().filter(pk=signature.pk).exists()


@pytest.mark.parametrize("agent", ["Mozilla/5.0 (compatible; Safe Links)", "BarracudaCentral", ""])
def test_fifty_looks_of_a_scanner_confirm_nothing_and_a_press_confirms_once(
    agent: str, petition: Petition, client: Client
) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    path = signature.get_confirm_path()
    for number in range(50):
        looked = (client.head if number % 2 else client.get)(path, headers={"User-Agent": agent})
        assert looked.status_code == 200
    client.get(path, {"confirm": "1", "news": "x"})
    signature.refresh_from_db()
    assert (signature.state, signature.confirmed_at) == (SignatureState.PENDING, None)
    assert not SignatureDelta.objects.exists()
    first, second = client.post(path), client.post(path)
    assert (first.status_code, second.status_code) == (200, 200)
    assert SignatureDelta.objects.count() == 1
    assert signature.log.count() == 1


def test_the_page_shows_what_was_signed_and_what_else_was_ticked(petition: Petition, client: Client) -> None:
    words = (wording(Purpose.CAMPAIGN_NEWS), wording(Purpose.PETITION_UPDATES))
    signature = signing.sign(petition=petition, comment="It matters.", is_public=True, agreed=words, **SUZIE)
    shown = html(client.get(signature.get_confirm_path()))
    for text in (petition.title, petition.wording, SUZIE["name"], "It matters.", *(each.text for each in words)):
        assert text in shown
    assert " checked" not in shown


def test_its_owner_wakes_the_one_they_want_and_the_other_sleeps_on(petition: Petition, client: Client) -> None:
    words = (wording(Purpose.CAMPAIGN_NEWS), wording(Purpose.PETITION_UPDATES))
    signature = signing.sign(petition=petition, agreed=words, **SUZIE)
    updates = Consent.objects.get(purpose=Purpose.PETITION_UPDATES)
    client.post(signature.get_confirm_path(), {"news": updates.token})
    assert Consent.objects.live().get() == updates
    assert Consent.objects.asleep().get().purpose == Purpose.CAMPAIGN_NEWS


def test_the_message_has_the_code_beside_the_link_and_no_row_holds_it(petition: Petition) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    delivery = Delivery.objects.get()
    message = render(delivery)
    for body in (message.body, str(message.alternatives[0][0])):
        assert code_of(signature) in body
        assert CODE in body
    assert code_of(signature) not in str(delivery.context)


def test_the_code_counts_the_signature_once_however_it_is_spaced(petition: Petition, client: Client) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    digits = code_of(signature)
    first = typed(client, "SUZIE@example.org", f" {digits[:3]} {digits[3:]}")
    assert "Thank you. Your signature counts" in html(first)
    assert "no-store" in first.headers["Cache-Control"]
    assert is_confirmed(signature)
    assert "You have signed already" in html(typed(client, SUZIE["email"], digits))
    assert SignatureDelta.objects.count() == 1


def test_with_a_ticked_box_the_code_leads_to_the_page_that_asks_about_it(petition: Petition, client: Client) -> None:
    signature = signing.sign(petition=petition, agreed=(wording(),), **SUZIE)
    answer = typed(client, SUZIE["email"], code_of(signature))
    assert (answer.status_code, answer.headers["Location"]) == (303, signature.get_confirm_path())
    assert not is_confirmed(signature)


def test_two_who_share_an_address_each_confirm_their_own(petition: Petition, client: Client) -> None:
    first = signing.sign(petition=petition, **SUZIE)
    second = signing.sign(petition=petition, **{**SUZIE, "name": "Charlie Chair"})
    assert (first.slot, second.slot) == (1, 2)
    typed(client, SUZIE["email"], code_of(second))
    assert [is_confirmed(each) for each in (first, second)] == [False, True]
    typed(client, SUZIE["email"], code_of(first))
    assert is_confirmed(first)


def test_the_answer_to_a_wrong_code_tells_nobody_who_signed(petition: Petition, client: Client) -> None:
    pending = signing.sign(petition=petition, **SUZIE)
    done = signing.sign(petition=petition, **MALLORY)
    confirming.confirm(done)
    answers = [
        typed(client, email, digits)
        for email, digits in (
            (SUZIE["email"], wrong(pending)),
            (MALLORY["email"], wrong(done)),
            ("nobody@example.org", "123456"),
            (MALLORY["email"], code_of(pending)),
        )
    ]
    pages = {without(html(answer), *answer.wsgi_request.POST.values()) for answer in answers}
    assert {answer.status_code for answer in answers} == {422}
    assert len(pages) == 1
    assert not is_confirmed(pending)


def test_a_code_opens_no_other_petition(petition: Petition, client: Client) -> None:
    signature = signing.sign(petition=factories.petition(slug="another"), **SUZIE)
    assert typed(client, SUZIE["email"], code_of(signature)).status_code == 422
    assert not is_confirmed(signature)


@pytest.mark.parametrize("state", [SignatureState.HELD, SignatureState.INVALIDATED])
def test_neither_code_nor_link_confirms_what_is_held_or_invalidated(
    state: SignatureState, petition: Petition, client: Client
) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    ended = timezone.now() if state == SignatureState.INVALIDATED else None
    Signature.objects.update(state=state, invalidated_at=ended)
    assert typed(client, SUZIE["email"], code_of(signature)).status_code == 422
    assert client.post(signature.get_confirm_path()).status_code == 404
    assert not SignatureDelta.objects.exists()


def test_ten_wrong_codes_lock_for_an_hour_and_the_link_still_works(petition: Petition, client: Client) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    other = signing.sign(petition=petition, **MALLORY)
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        assert [typed(client, SUZIE["email"], wrong(signature)).status_code for _ in range(11)] == [422] * 10 + [429]
        locked = typed(client, SUZIE["email"], code_of(signature))
        assert locked.status_code == 429
        assert "Wait an hour" in html(locked)
        assert not is_confirmed(signature)
        assert typed(client, MALLORY["email"], code_of(other)).status_code == 200
        assert client.post(signature.get_confirm_path()).status_code == 200
    assert is_confirmed(signature)


@pytest.mark.parametrize("digits", ["", "12345", "abcdef", "١٢٣٤٥٦", "1" * 50, "12345\0"])
def test_what_is_no_code_is_explained_and_costs_no_try(digits: str, petition: Petition, client: Client) -> None:
    for _ in range(12):
        answer = typed(client, SUZIE["email"], digits)
        assert answer.status_code == 422
        assert 'href="#id_code"' in html(answer)


@pytest.mark.parametrize("path", [CODE, AGAIN])
def test_a_form_of_another_site_or_of_ten_megabytes_is_refused(path: str, petition: Petition, client: Client) -> None:
    sent = {"email": SUZIE["email"], "code": "123456"}
    assert client.post(path, sent, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    body = "email=" + "s" * 10_000_000
    huge = client.post(path, body, content_type="application/x-www-form-urlencoded")
    assert huge.status_code == 413
    assert "far too long" in html(huge)


def test_the_message_goes_again_on_request_three_times_in_all_and_nobody_sees_whether(
    petition: Petition, client: Client
) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    answers = [client.post(AGAIN, {"email": email}) for email in [SUZIE["email"]] * 5 + ["nobody@example.org"]]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, INBOX)}
    sent = Delivery.objects.filter(kind="confirm_signature")
    assert sent.count() == 3
    assert {each.context["confirm_path"] for each in sent} == {signature.get_confirm_path()}


def test_who_has_confirmed_is_told_so_by_mail(petition: Petition, client: Client) -> None:
    confirming.confirm(signing.sign(petition=petition, **SUZIE))
    client.post(AGAIN, {"email": SUZIE["email"]})
    assert Delivery.objects.latest("pk").kind == "signed_before"


def test_a_day_after_closing_the_last_signatures_can_be_confirmed_and_then_no_more(
    petition: Petition, client: Client
) -> None:
    in_time, late = signing.sign(petition=petition, **SUZIE), signing.sign(petition=petition, **MALLORY)
    now = timezone.now()
    Petition.objects.update(state=PetitionState.CLOSED, closed_at=now)
    with time_machine.travel(now + timedelta(hours=23)):
        assert "Thank you" in html(client.post(in_time.get_confirm_path()))
    with time_machine.travel(now + timedelta(hours=25)):
        assert "a day after the petition closed" in html(client.get(late.get_confirm_path()))
        assert "a day after the petition closed" in html(client.post(late.get_confirm_path()))
        assert "a day after the petition closed" in html(typed(client, MALLORY["email"], code_of(late)))
        assert "You have signed already" in html(client.get(in_time.get_confirm_path()))
    assert [is_confirmed(each) for each in (in_time, late)] == [True, False]


def test_who_confirmed_is_shown_the_line_of_the_log_once_it_has_grown(petition: Petition, client: Client) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    assert "gets its place within a minute" in html(client.post(signature.get_confirm_path()))
    log.grow()
    shown = html(client.get(signature.get_confirm_path()))
    assert "Yours is line <b>1</b>" in shown
    assert f'href="{HERE}log/0/"' in shown


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_button_and_code_pressed_at_once_count_one() -> None:
    petition = factories.petition()
    signature = signing.sign(petition=petition, **SUZIE)
    ways = [
        lambda: Client().post(signature.get_confirm_path()),
        lambda: Client().post(CODE, {"email": SUZIE["email"], "code": code_of(signature)}),
    ] * 4
    in_threads(lambda: ways.pop()(), len(ways))
    assert SignatureDelta.objects.count() == 1
    assert signature.log.count() == 1
