"""Who may see who signed, and what remains of their looking."""

import pytest
from django.test import Client

from campaigns.models import Petition, Signature
from people.enums import Access
from people.models import AccessRecord
from places.models import Constituency
from tests import factories
from tests.cast import SUZIE
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db
LIST = "/admin/signatures/"


@pytest.fixture
def suzie() -> Signature:
    return confirmed(factories.petition())


@pytest.fixture
def morgan(client: Client) -> Client:
    client.force_login(factories.morgan())
    return client


def test_the_list_shows_names_and_no_email_address(morgan: Client, suzie: Signature) -> None:
    page = morgan.get(LIST).content.decode()
    assert SUZIE["name"] in page
    assert SUZIE["email"] not in page
    assert SUZIE["email"] not in morgan.get(f"{LIST}{suzie.pk}/").content.decode()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("state=confirmed", True), ("state=held", False), ("country=GB", True), ("country=FR", False)],
)
def test_the_list_is_filtered(morgan: Client, suzie: Signature, query: str, is_found: bool) -> None:
    assert (SUZIE["name"] in morgan.get(f"{LIST}?{query}").content.decode()) == is_found


def test_the_list_is_filtered_by_where_they_live(morgan: Client, suzie: Signature) -> None:
    found, chosen = (Constituency.objects.get(slug=slug) for slug in ("leeds-south", "leeds-east"))
    Signature.objects.update(constituency_found=found, constituency_chosen=chosen)
    assert SUZIE["name"] in morgan.get(f"{LIST}?constituency={chosen.pk}").content.decode()
    assert SUZIE["name"] not in morgan.get(f"{LIST}?constituency={found.pk}").content.decode()


def test_an_export_names_who_took_it_is_logged_and_holds_no_formula(morgan: Client, suzie: Signature) -> None:
    Signature.objects.update(name='=HYPERLINK("https://example.org")')
    answer = morgan.get(f"{LIST}?export=csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    record = AccessRecord.objects.get(action=Access.EXPORTED)
    assert record.by is not None
    assert record.by.email == "morgan@example.org"
    file = record.reason.rpartition(" ")[2]
    assert text.rstrip().endswith(f'File {file}."') or text.rstrip().endswith(f"File {file}.")
    assert file in answer.headers["Content-Disposition"]
    assert "'=HYPERLINK" in text
    assert SUZIE["email"] not in text


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("suzie sig", True),
        ("ls14dy", True),
        ("SUZIE@example.org", True),
        ("uzie@example.org", False),
        ("charlie", False),
        ("no@such@address", False),
    ],
)
def test_a_signature_is_found_by_name_postcode_or_whole_address(
    morgan: Client, suzie: Signature, words: str, is_found: bool
) -> None:
    page = morgan.post(f"{LIST}find/", {"words": words}).content.decode()
    assert (f"{LIST}{suzie.pk}/" in page) == is_found
    assert AccessRecord.objects.filter(action=Access.SEARCHED).count() == 1
    assert not AccessRecord.objects.filter(reason__icontains="suzie").exists(), "what was searched is not kept"


def test_opening_one_is_logged(morgan: Client, suzie: Signature) -> None:
    morgan.get(f"{LIST}{suzie.pk}/")
    assert AccessRecord.objects.get(action=Access.VIEWED).person == suzie.person


@pytest.mark.parametrize(
    "group", ["Editors", "Approvers", "Trainers", "Group coordinators", "Data protection officers"]
)
def test_nobody_else_sees_who_signed(client: Client, suzie: Signature, group: str) -> None:
    client.force_login(factories.member_of(group))
    for address in (LIST, f"{LIST}?export=csv", f"{LIST}{suzie.pk}/", f"{LIST}find/", f"{LIST}batches/"):
        assert client.get(address).status_code == 302, address
    assert not AccessRecord.objects.exists()


def test_a_petition_that_nobody_signed_has_an_empty_list(morgan: Client) -> None:
    petition: Petition = factories.petition()
    assert morgan.get(f"{LIST}?petition={petition.pk}").status_code == 200
