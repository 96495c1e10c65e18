"""The sheet that a petition is signed on, read back from its PDF."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from wagtail.models import Site

from campaigns import sheets
from campaigns.enums import PetitionState
from people.models import Controller
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/petitions/support-every-survivor/sheet.pdf"


def words(pdf: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_it_holds_the_petition_word_for_word_and_says_what_happens_with_it(client: Client) -> None:
    factories.petition(wording="We ask for #set text(red) a year.\n\nAnd for $5 more.")
    Controller.objects.create(site=Site.objects.get(), name="Example Charity", postal_address="1 Example Street, Leeds")
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    said = words(answer.content)
    for sentence in (
        "To: The Home Secretary",
        "We ask for #set text(red) a year. And for $5 more.",
        "It is Example Charity's own petition, not one of the petitions to Parliament.",
        "destroyed 6 months after the petition closes",
        "write to 1 Example Street, Leeds.",
    ):
        assert sentence in said
    assert "mail" not in said.lower()  # no address is asked for


@pytest.mark.parametrize("wording", ["One line.", "A long sentence that goes on and on about it. " * 32])
def test_it_is_one_tagged_page_with_as_many_numbered_lines_as_fit(wording: str) -> None:
    reader = PdfReader(BytesIO(sheets.to_sign(factories.petition(wording=wording[:1500]))))
    assert len(reader.pages) == 1
    assert "/StructTreeRoot" in reader.root_object
    assert f" {sheets.FEWEST} " in f" {words_of(reader)} "


def words_of(reader: PdfReader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (PetitionState.OPEN, 200),
        (PetitionState.DRAFT, 404),
        (PetitionState.PAUSED, 404),
        (PetitionState.CLOSED, 404),
    ],
)
def test_it_is_printed_only_while_the_petition_is_open(client: Client, state: PetitionState, status: int) -> None:
    factories.petition(state=state)
    assert client.get(ADDRESS).status_code == status


def test_the_second_reader_gets_it_from_memory(client: Client, django_assert_num_queries: object) -> None:
    factories.petition()
    first = client.get(ADDRESS).content
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert client.get(ADDRESS).content == first
