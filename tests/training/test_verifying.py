"""Who sees what of a certificate."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from people import visits
from people.services import erasure
from tests import factories
from tests.groups import people as cast
from tests.training import certificates as made
from training import certificate_numbers
from training.models import Award, Certificate
from training.services import awards, certificates
from training.views import verifying

pytestmark = pytest.mark.django_db
FORM = "/training/verify/"
UNKNOWN = "We know no certificate with this number"


@pytest.fixture
def certificate() -> Certificate:
    return made.certificate()


def page_of(award: Award) -> str:
    return f"/training/certificates/{award.token}/"


def ask(client: Client, number: str) -> Any:
    return client.post(FORM, {"number": number})


def opened(award: Award) -> Client:
    """Somebody who typed the code that was sent to the holder's address."""
    client = Client()
    session = client.session
    known = {visits.ADDRESS: award.person.address_id, "until": timezone.now().timestamp() + visits.SECONDS}
    session[visits.KEY] = known
    session.save()
    return client


def test_anybody_finds_a_certificate_by_its_number_or_its_code_and_sees_no_name(
    client: Client, certificate: Certificate
) -> None:
    shown = certificate_numbers.shown(certificate.number)
    for typed in (shown, shown.lower().replace("-", " "), certificate.token):
        answer = ask(client, typed)
        assert (answer.status_code, answer["Location"]) == (303, page_of(certificate.award)), typed
    page = client.get(answer["Location"])
    assert "valid today" in page.text
    assert shown in page.text
    assert "Recognising the signs" in page.text
    assert "Suzie" not in page.text
    assert "example.org" not in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    assert "no-store" in page["Cache-Control"]
    assert not client.cookies


def test_a_number_that_is_unknown_and_one_that_is_none_get_the_same_answer(
    client: Client, certificate: Certificate
) -> None:
    unknown, misread = certificate_numbers.make(), "0" * 15 + "X"
    answers = [ask(client, number) for number in (unknown, misread, "hello", f"1.{'0' * 16}.e30.AAAA")]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert all(UNKNOWN in answer.text for answer in answers)


def test_nobody_tries_numbers_without_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "MOST_FROM_A_MACHINE", 2)
    statuses = [ask(client, certificate_numbers.make()).status_code for _ in range(3)]
    assert statuses == [422, 422, 429]


def test_another_site_can_not_ask_in_a_readers_name(client: Client) -> None:
    answer = client.post(FORM, {"number": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("days", "says"),
    [(0, "valid today."), (36 * 30, "It runs out soon."), (36 * 31 + 40, "it has run out")],
)
def test_the_page_says_what_it_is_worth_today(client: Client, days: int, says: str) -> None:
    award = made.award(completed_on=timezone.localdate() - timedelta(days=days))
    assert says in client.get(page_of(award)).text


def test_a_revoked_one_is_shown_as_revoked_whatever_the_paper_says(client: Client, certificate: Certificate) -> None:
    awards.revoke(award=certificate.award, reason="Suzie was not there.", by=None)
    page = client.get(page_of(certificate.award)).text
    assert "It was revoked" in page
    assert "valid today" not in page
    assert "not there" not in page


def test_an_erased_one_says_that_it_was_issued(client: Client, certificate: Certificate) -> None:
    certificates.show_name(certificate, is_shown=True)
    erasure.erase(certificate.award.person)
    found = ask(client, certificate.number)
    page = client.get(found["Location"]).text
    assert "details were erased" in page
    assert "Suzie" not in page


def test_only_its_holder_gets_the_paper_and_the_badge(client: Client, certificate: Certificate) -> None:
    award = certificate.award
    mallory = made.award(cast.person("mallory"), "mallorys")
    for who in (client, opened(mallory)):
        assert who.get(f"{page_of(award)}pdf/").status_code == 405
        for part, sent in (("pdf", {}), ("badge", {"kind": "jwt"}), ("name", {"shows_name": "yes"})):
            answer = who.post(f"{page_of(award)}{part}/", sent)
            assert (answer.status_code, answer["Location"]) == (303, page_of(award)), part
    certificate.refresh_from_db()
    assert not certificate.shows_name
    answer = opened(award).post(f"{page_of(award)}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == bytes(certificate.pdf)


def test_it_is_made_when_its_holder_first_wants_it_and_looking_makes_nothing() -> None:
    award = made.award()
    suzie = opened(award)
    assert "Download the certificate" in suzie.get(page_of(award)).text
    assert not Certificate.objects.exists()
    first, second = (suzie.post(f"{page_of(award)}pdf/").content for _ in range(2))
    assert first == second == bytes(Certificate.objects.get().pdf)


def test_its_holder_decides_whether_the_name_shows(client: Client, certificate: Certificate) -> None:
    award, suzie = certificate.award, opened(certificate.award)
    suzie.post(f"{page_of(award)}name/", {"shows_name": "yes"})
    assert "Suzie Signer" in client.get(page_of(award)).text
    suzie.post(f"{page_of(award)}name/", {"shows_name": "no"})
    assert "Suzie" not in client.get(page_of(award)).text


def test_the_badge_comes_in_four_forms(certificate: Certificate) -> None:
    award, suzie = certificate.award, opened(certificate.award)
    got = {kind: suzie.post(f"{page_of(award)}badge/", {"kind": kind}) for kind in ("png", "svg", "jwt", "json")}
    assert {answer.status_code for answer in got.values()} == {200}
    assert got["png"].content.startswith(b"\x89PNG")
    assert got["jwt"].text.count(".") == 2
    assert got["json"].json()["name"] == "Recognising the signs"
    assert suzie.post(f"{page_of(award)}badge/", {"kind": "exe"}).status_code == 422


def test_somebody_signed_in_needs_djangos_token(certificate: Certificate) -> None:
    award = certificate.award
    user = factories.user("suzie-login")
    type(user).objects.filter(pk=user.pk).update(person=award.person)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.post(f"{page_of(award)}pdf/").status_code == 403
    client.get(page_of(award))
    sent = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post(f"{page_of(award)}pdf/", sent).status_code == 200


def test_the_page_of_a_certificate_takes_few_queries(
    client: Client, certificate: Certificate, django_assert_max_num_queries: Any
) -> None:
    client.get(page_of(certificate.award))
    with django_assert_max_num_queries(16):
        assert client.get(page_of(certificate.award)).status_code == 200
