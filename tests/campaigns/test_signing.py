import logging
import threading
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from campaigns.enums import PetitionState, SignatureState
from campaigns.models import Petition, PetitionTotal, Signature, SignatureDelta
from campaigns.services import confirming, counting, signatures, signing
from config.logs import WithoutTokens
from mail.models import Delivery
from people.enums import Purpose
from people.models import Address, Person
from people.services import consents, retention
from tests import factories
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
SIGN = "/petitions/support-every-survivor/sign/"


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def nothing_is_stored() -> bool:
    return not any(model.objects.exists() for model in (Signature, Person, Address, Delivery))


def test_signing_writes_a_pending_signature_and_one_message(petition: Petition, client: Client) -> None:
    answer = client.post(SIGN, SUZIE)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{SIGN[:-5]}check-your-inbox/")
    signature = Signature.objects.get()
    assert (signature.name, signature.postcode, signature.state) == ("Suzie Signer", "LS1 4DY", SignatureState.PENDING)
    assert Delivery.objects.get().context["confirm_path"] == signature.get_confirm_path()
    assert "/confirm/" in signature.get_confirm_path()
    assert not answer.cookies


def test_signing_twice_sends_the_same_message_again_and_adds_no_signature(petition: Petition, client: Client) -> None:
    client.post(SIGN, SUZIE)
    answer = client.post(SIGN, {**SUZIE, "name": "suzie signer.", "email": "SUZIE@example.org"})
    assert answer.status_code == 303
    assert Signature.objects.get().name == "Suzie Signer"
    first, second = Delivery.objects.order_by("pk")
    assert (first.kind, first.context) == (second.kind, second.context)
    assert Person.objects.get().name == "Suzie Signer"


def test_nobody_can_be_flooded_by_signing_with_their_address(petition: Petition, client: Client) -> None:
    for _ in range(10):
        assert client.post(SIGN, SUZIE).status_code == 303
    assert Delivery.objects.count() == signing.MOST_MESSAGES_A_DAY


def test_nobody_can_be_flooded_through_many_petitions_either() -> None:
    for number in range(signing.MOST_TO_AN_ADDRESS + 3):
        assert signing.sign(petition=factories.petition(slug=f"petition-{number}"), **SUZIE).name == "Suzie Signer"
    assert Delivery.objects.count() == signing.MOST_TO_AN_ADDRESS


def test_nobody_asks_for_updates_in_the_name_of_who_has_signed(petition: Petition) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    confirming.confirm(signature)
    hears = wording(Purpose.PETITION_UPDATES)
    consents.confirm([consents.give(person=signature.person, wording=hears, form="another petition")])
    signing.sign(petition=petition, **SUZIE, agreed=(hears,))
    assert not Signature.objects.get().wants_updates
    other = signing.sign(petition=factories.petition(slug="another"), **SUZIE, agreed=(hears,))
    assert Signature.objects.get(pk=other.pk).wants_updates


def test_who_has_signed_is_told_by_mail_and_never_on_screen(petition: Petition, client: Client) -> None:
    new = client.post(SIGN, MALLORY)
    signature = signing.sign(petition=petition, **SUZIE)
    confirming.confirm(signature)
    again = client.post(SIGN, SUZIE)
    assert (new.status_code, new.headers["Location"], new.content) == (
        again.status_code,
        again.headers["Location"],
        again.content,
    )
    assert Delivery.objects.filter(kind="signed_before").count() == 1


def test_a_get_or_head_of_the_link_counts_nothing_and_a_post_counts_once(petition: Petition, client: Client) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    for _ in range(50):
        client.get(signature.get_confirm_path())
        client.head(signature.get_confirm_path())
    assert not Signature.objects.confirmed().exists()
    first, second = (client.post(signature.get_confirm_path()) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert Signature.objects.confirmed().count() == 1
    assert SignatureDelta.objects.count() == 1
    signature.address.refresh_from_db()
    assert signature.address.confirmed_at is not None


@pytest.mark.parametrize("token", ["no-such-token", "a%00b", "..%2f..", "x" * 500])
def test_an_unknown_link_counts_nothing_and_gets_a_page_that_helps(
    token: str, petition: Petition, client: Client
) -> None:
    signing.sign(petition=petition, **SUZIE)
    answer = client.post(f"/petitions/{petition.slug}/confirm/{token}/")
    assert answer.status_code == 404
    assert not Signature.objects.confirmed().exists()


def test_a_link_works_when_the_petition_was_given_another_slug(petition: Petition, client: Client) -> None:
    link = signing.sign(petition=petition, **SUZIE).get_confirm_path()
    Petition.objects.update(slug="another")
    assert client.post(link).status_code == 200
    assert Signature.objects.confirmed().count() == 1


def test_no_log_holds_the_token_of_a_link(petition: Petition, caplog: pytest.LogCaptureFixture) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    caplog.handler.addFilter(WithoutTokens())
    logging.getLogger("django.request").addHandler(caplog.handler)
    caplog.set_level(logging.WARNING, logger="django.request")
    Client().post(signature.get_confirm_path(), headers={"Sec-Fetch-Site": "cross-site"})
    assert "/confirm/" in caplog.text
    assert signature.token not in caplog.text


def test_folding_adds_each_delta_once(petition: Petition) -> None:
    for number in range(3):
        confirming.confirm(signing.sign(petition=petition, **{**SUZIE, "email": f"signer-{number}@example.org"}))
    assert [counting.fold(), counting.fold()] == [3, 0]
    assert PetitionTotal.objects.get().counted == 3 == Signature.objects.confirmed().count()


def test_a_signature_is_not_taken_when_the_petition_is_closed_or_over(client: Client) -> None:
    closed = factories.petition(state=PetitionState.CLOSED)
    assert client.get(SIGN).status_code == 200
    assert client.post(SIGN, SUZIE).status_code == 200
    Petition.objects.update(state=PetitionState.OPEN, closes_on=timezone.localdate() - timedelta(days=1))
    closed.refresh_from_db()
    with pytest.raises(signing.PetitionClosed):
        signing.sign(petition=closed, **SUZIE)
    assert nothing_is_stored()


def test_a_draft_petition_has_no_address(client: Client) -> None:
    factories.petition(state=PetitionState.DRAFT)
    assert client.get(SIGN).status_code == 404


BAD: list[tuple[dict[str, str], str, str]] = [
    ({"name": ""}, "name", "Enter your name"),
    ({"name": "S" * 300}, "name", "longer than 200 characters"),
    ({"name": "=HYPERLINK(1)"}, "name", "begin with ="),
    ({"name": "See www.example.org"}, "name", "without a web address"),
    ({"name": "Suzie\u202eSigner"}, "name", "can&#x27;t be shown"),
    ({"name": "Suzie\x00"}, "name", "Null characters"),
    ({"email": ""}, "email", "Enter your email address"),
    ({"email": "suzie at example.org"}, "email", "name@example.org"),
    ({"email": "suzie@example.org\nBcc: all@example.org"}, "email", "name@example.org"),
    ({"email": "s" * 300 + "@example.org"}, "email", "at most"),
    ({"name": "\u0958" * 200}, "name", "longer than 200 characters"),
    ({"email": "İ" * 200 + "@example.org"}, "email", "name@example.org"),
    ({"email": "a@" + "İ" * 60 + ".org"}, "email", "name@example.org"),
    ({"postcode": ""}, "postcode", "Enter your postcode"),
    ({"postcode": "SW1A OAA"}, "postcode", "SW1A 0AA"),
    ({"postcode": "Leeds"}, "postcode", "like LS1 4DY"),
    ({"postcode": "ZZ1 1ZZ"}, "postcode", "No postcode begins with ZZ"),
]


@pytest.mark.parametrize(("wrong", "field", "says"), BAD)
def test_bad_input_is_explained_beside_the_field_and_above_and_nothing_is_lost(
    wrong: dict[str, str], field: str, says: str, petition: Petition, client: Client
) -> None:
    answer = client.post(SIGN, {**SUZIE, **wrong})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in html.replace("\n", "")
    assert html.count(says) >= 2  # in the summary and beside the field
    assert f'href="#id_{field}"' in html
    assert f'id="id_{field}_error"' in html
    for kept in set(SUZIE) - {field}:
        assert str(SUZIE[kept]) in html
    assert nothing_is_stored()


def test_an_empty_form_names_every_field_that_is_missing(petition: Petition, client: Client) -> None:
    answer = client.post(SIGN, {})
    assert answer.status_code == 422
    for field in ("name", "email", "postcode"):
        assert f'href="#id_{field}"' in answer.content.decode()


def test_a_mistyped_domain_is_asked_about_once_and_then_taken(petition: Petition, client: Client) -> None:
    mistyped = {**SUZIE, "email": "suzie@gmial.com"}
    asked = client.post(SIGN, mistyped)
    assert asked.status_code == 422
    assert "Did you mean suzie@gmail.com?" in asked.content.decode()
    assert 'name="asked_about" value="suzie@gmial.com"' in asked.content.decode()
    assert client.post(SIGN, {**mistyped, "asked_about": "suzie@gmial.com"}).status_code == 303


def test_a_body_of_ten_megabytes_is_refused_with_a_page_that_explains(petition: Petition, client: Client) -> None:
    answer = client.post(SIGN, {**SUZIE, "name": "S" * 10_000_000})
    body = f"name={'S' * 10_000_000}"
    answer = client.post(SIGN, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "far too long" in answer.content.decode()
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver"}, 303),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 303),
    ],
)
def test_a_form_sent_from_another_site_is_refused(headers: dict[str, str], status: int, petition: Petition) -> None:
    answer = Client(enforce_csrf_checks=True).post(SIGN, SUZIE, headers=headers)
    assert answer.status_code == status
    assert not answer.cookies
    assert nothing_is_stored() == (status == 403)


def forgotten() -> int:
    taken: int = retention.carry_out().forgotten["unconfirmed-signatures"]
    return taken


def test_a_signature_that_nobody_confirms_is_forgotten_after_thirty_days_with_its_person(petition: Petition) -> None:
    confirming.confirm(signing.sign(petition=petition, **MALLORY))
    signing.sign(petition=petition, **SUZIE)
    Signature.objects.update(created_at=timezone.now() - timedelta(days=29))
    assert forgotten() == 0
    Signature.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert forgotten() == 0  # a message that asks for it is 30 days old at most
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert [forgotten(), forgotten()] == [1, 0]
    for model in (Signature, Person, Address, Delivery):
        assert model.objects.count() == 1
    assert Signature.objects.get().name == MALLORY["name"]


def test_a_person_known_otherwise_outlives_an_unconfirmed_signature(petition: Petition) -> None:
    confirming.confirm(signing.sign(petition=petition, **SUZIE))
    signing.sign(petition=factories.petition(slug="another"), **SUZIE)
    Signature.objects.update(created_at=timezone.now() - timedelta(days=31))
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert forgotten() == 1
    assert Person.objects.get().name == SUZIE["name"]
    assert Delivery.objects.count() == 2


def in_threads(work: Any, times: int) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_signings_with_one_address_at_once_leave_one_signature_and_one_count() -> None:
    petition = factories.petition()
    in_threads(lambda: signing.sign(petition=petition, **SUZIE), 50)
    signature = Signature.objects.get()
    assert Delivery.objects.count() == signing.MOST_MESSAGES_A_DAY
    in_threads(lambda: confirming.confirm(signature), 50)
    in_threads(counting.fold, 5)
    assert Petition.objects.with_total().get().count == 1
    assert SignatureDelta.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_confirming_and_forgetting_at_once_end_without_deadlock_and_forget_nobody_who_is_counted() -> None:
    petition = factories.petition()
    signed = [signing.sign(petition=petition, **{**SUZIE, "email": f"s{n}@example.org"}) for n in range(40)]
    for model in (Signature, Delivery):
        model.objects.update(created_at=timezone.now() - timedelta(days=31))
    month = timezone.now() - timedelta(days=30)
    forget = [partial(signatures.forget_one, each.pk, each.address_id, before=month) for each in signed]
    confirm = [partial(confirming.confirm, each) for each in signed]
    work = [job for pair in zip(forget, confirm, strict=True) for job in pair]

    def some() -> None:
        for _ in range(8):
            work.pop()()

    in_threads(some, 10)
    counting.fold()
    assert work == []
    assert Petition.objects.with_total().get().count == Signature.objects.confirmed().count()
    assert not Signature.objects.filter(state=SignatureState.PENDING).exists()
