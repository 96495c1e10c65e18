"""My signatures, behind a fresh code: seen, shown or hidden, taken back, and their receipts."""

import json
from typing import Any

import pytest
from django.test import Client

from campaigns.enums import CommentState
from campaigns.models import Petition, PetitionTotal, Signature
from campaigns.services import confirming, counting, log, signing
from tests import factories
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import YOURS, opened

pytestmark = pytest.mark.django_db
HELD = f"{YOURS}1/held/signatures/"


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def signature(petition: Petition) -> Signature:
    made: Signature = signing.sign(petition=petition, comment="It matters.", is_public=True, **SUZIE)
    confirming.confirm(made)
    log.grow()
    counting.fold()
    return made


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def do(browser: Client, signature: Signature, deed: str = "") -> str:
    """What the page says after the button of this deed, or the one that withdraws."""
    sent = {"person": signature.person_id, "row": signature.pk, **({"deed": deed} if deed else {})}
    assert browser.post(HELD, sent).headers["Location"] == YOURS
    return html(browser.get(YOURS))


def test_each_signature_is_shown_with_its_state_its_comment_and_what_is_public(signature: Signature) -> None:
    shown = html(opened().get(HELD))
    for text in (signature.petition.title, "Confirmed and counted", "It matters.", "Waiting for moderation"):
        assert text in shown
    assert "That can&#x27;t be undone" in shown
    assert f'href="{signature.petition.get_absolute_url()}"' in shown


def test_the_name_is_hidden_and_shown_again_and_stays_counted(signature: Signature) -> None:
    browser = opened()
    assert "It is changed" in do(browser, signature, "hide")
    assert not Signature.objects.get().is_public
    assert "It was so before" in do(browser, signature, "hide")
    assert "Show my first name" in html(browser.get(HELD))
    do(browser, signature, "show")
    assert Signature.objects.confirmed().get().is_public


def test_a_hidden_name_leaves_the_petitions_page_at_once(signature: Signature) -> None:
    page = signature.petition.get_absolute_url()
    assert "Suzie" in html(Client().get(page))
    do(opened(), signature, "hide")
    assert "Suzie" not in html(Client().get(page))


def test_a_comment_is_deleted_without_the_signature(signature: Signature) -> None:
    Signature.objects.update(comment_state=CommentState.SHOWN)
    do(opened(), signature, "remove_comment")
    left = Signature.objects.confirmed().get()
    assert (left.comment, left.comment_state) == ("", CommentState.NONE)


def test_withdrawing_twice_takes_one_from_the_count(petition: Petition, signature: Signature) -> None:
    confirming.confirm(signing.sign(petition=petition, **MALLORY))
    signing.sign(petition=factories.petition(slug="another"), **SUZIE)
    browser = opened()
    assert "It is withdrawn" in do(browser, signature)
    assert "It was withdrawn before" in do(browser, signature)
    counting.fold()
    assert PetitionTotal.objects.get(petition=petition).counted == 1
    assert Signature.objects.confirmed().get().name == MALLORY["name"]


def receipt_of(signature: Signature) -> str:
    return f"{YOURS}1/receipts/{signature.pk}/"


def test_the_receipt_is_downloaded_by_its_owner_alone(petition: Petition, signature: Signature) -> None:
    browser = opened()
    assert f'href="{receipt_of(signature)}"' in html(browser.get(HELD))
    answer = browser.get(receipt_of(signature))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="receipt-{petition.slug}.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert json.loads(answer.content)["entry"]
    assert Client().get(receipt_of(signature)).status_code == 303
    other = signing.sign(petition=petition, **MALLORY)
    confirming.confirm(other)
    assert opened(MALLORY["email"]).get(receipt_of(signature)).status_code == 404
    assert browser.get(receipt_of(other)).status_code == 404


@pytest.mark.parametrize("deed", ["hide", "show", "remove_comment", ""])
def test_nobody_changes_the_signature_of_somebody_else(deed: str, petition: Petition, signature: Signature) -> None:
    signing.sign(petition=petition, **MALLORY)
    Signature.objects.filter(pk=signature.pk).update(is_public=deed != "show")
    before = Signature.objects.values().get(pk=signature.pk)
    mallory = Signature.objects.get(name=MALLORY["name"])
    sent = {"person": mallory.person_id, "row": signature.pk, "deed": deed}
    opened(MALLORY["email"]).post(HELD, sent)
    assert Signature.objects.values().get(pk=signature.pk) == before


@pytest.mark.parametrize(
    ("deed", "row"), [("erase", "1"), ("hide", "x"), ("hide", "9" * 30), ("hide", ""), ("\0", "1")]
)
def test_a_deed_that_is_none_changes_nothing(deed: str, row: str, signature: Signature) -> None:
    browser = opened()
    browser.post(HELD, {"person": signature.person_id, "row": row, "deed": deed})
    assert "Nothing was changed" in html(browser.get(YOURS))
    assert Signature.objects.get().is_public
