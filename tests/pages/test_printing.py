"""Sheets of paper, read back as a reader's own program would read them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from wagtail.models import PageViewRestriction, Site

from pages import paper, printing
from pages.models import ArticlePage, Fact, SafetyRoutes, SiteDocument
from pages.printing import Piece
from tests import demo, factories
from tests.factories import indicator
from training import sheets
from training.models import Indicator

pytestmark = pytest.mark.django_db
SIGNS, WHAT_TO_DO = "/print/signs.pdf", "/print/what-to-do.pdf"
BODY = [
    {"type": "help", "value": None},
    {
        "type": "callout",
        "value": {"kind": "urgent", "heading": "Not here", "text": "<p>We take <b>no reports</b>.</p>"},
    },
    {
        "type": "steps",
        "value": {
            "heading": "Do this",
            "steps": [
                {"title": "Get away", "text": "<p>Go first.</p>"},
                {"title": "Ring", "text": "<p>Tell them 08000 121 700 &amp; wait.</p>"},
            ],
        },
    },
    {
        "type": "text",
        "value": '<h2>Don\'t</h2><ul><li><b>No</b> <i>rescue</i></li></ul><p><a href="/x/">Only a link</a></p>',
    },
    {
        "type": "accordion",
        "value": {"heading": "More", "items": [{"title": "A child?", "text": "<ol><li>Ring.</li></ol>"}]},
    },
]


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def words(pdf: bytes) -> str:
    """Its text in reading order, on one line and with plain spaces."""
    return " ".join("".join(page.extract_text() for page in read(pdf).pages).split())


def sizes_of(pdf: bytes) -> set[float]:
    sizes: set[float] = set()

    def note(text: str, user: list[float], place: list[float], font: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(user[0]) * abs(place[0]), 2))

    read(pdf).pages[0].extract_text(visitor_text=note)
    return sizes


def smallest_size(pdf: bytes) -> float:
    return min(sizes_of(pdf))


def paragraphs(count: int, text: str = "Some words that fill a line or two of a column on the sheet.") -> list[Piece]:
    return [{"kind": "paragraph", "runs": [{"text": f"{text} {number}", "strong": False}]} for number in range(count)]


def sheet(pieces: list[Piece], title: str = "A sheet") -> bytes:
    return printing.one_page("page", paper.common(title, "In short."), pieces, paper.more_at("example.org/learn/"))


@pytest.fixture
def chosen() -> ArticlePage:
    """The page for somebody who is worried."""
    page = factories.article(factories.section(slug="learn"), title="What to do", slug="what-to-do", body=BODY)
    SafetyRoutes.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"if_you_are_worried": page}
    )
    return page


def test_a_sheet_is_tagged_for_those_who_listen_and_carries_our_own_letters_alone() -> None:
    pdf = read(sheet(paragraphs(3)))
    catalogue: Any = pdf.trailer["/Root"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "A sheet"
    assert catalogue["/Lang"] == "en"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_object().get_data()
    fonts: Any = pdf.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts.values()}
    assert names == {"AtkinsonHyperlegibleNext-Regular", "BricolageGrotesque96ptExtraBold-Regular"}


def test_the_same_words_make_the_same_bytes_on_any_day() -> None:
    data = {**paper.common("A sheet", ""), "size": 10, "pieces": paragraphs(3)}
    first = printing.pdf("page", data)
    with time_machine.travel("2031-01-01"):
        assert printing.pdf("page", data) == first


def test_letters_that_no_font_has_are_written_in_latin_ones_and_all_others_stay() -> None:
    head = paper.common("Zoë Ŵyn · £5 — “yes”", "李小龙, and a smile 😀")
    text = words(printing.pdf("page", {**head, "size": 11, "pieces": []}))
    assert "Zoë Ŵyn · £5 — “yes”" in text
    assert "LiXiaoLong" in text.replace(" ", "")
    with pytest.raises(printing.MissingLetters):
        printing.as_written("page", {**head, "size": 11, "pieces": []})


def test_words_are_never_taken_for_markup() -> None:
    nasty = '#read("sheet.typ") *stars* $sum$ \\ = @label // "quoted" <tag> #panic("no")'
    assert nasty in words(sheet(paragraphs(1, nasty), title=nasty))


@pytest.mark.parametrize("count", [0, 1, 30, 60, 120, 5000])
def test_a_sheet_has_one_page_and_letters_that_can_be_read(count: int) -> None:
    pdf = sheet(paragraphs(count))
    assert len(read(pdf).pages) == 1
    assert smallest_size(pdf) >= 8


def test_little_text_stands_larger_than_much() -> None:
    assert printing.LARGEST in sizes_of(sheet(paragraphs(2)))
    assert printing.LARGEST not in sizes_of(sheet(paragraphs(60)))


def test_what_does_not_fit_is_cut_between_paragraphs_and_the_sheet_says_where_the_rest_is() -> None:
    said = words(sheet([*paragraphs(150), {"kind": "heading", "text": "A heading"}, *paragraphs(100)]))
    assert "sheet. 0 Some" in said
    assert "sheet. 149" not in said
    assert said.count("There is more on our website: example.org/learn/") == 1


def test_a_heading_is_not_left_with_nothing_under_it() -> None:
    bare: list[Piece] = [{"kind": "heading", "text": "Left alone"}, {"kind": "title", "text": "And this"}]
    assert printing.without_bare_headings([*paragraphs(1), *bare]) == paragraphs(1)


def test_the_signs_stand_on_one_page_with_their_codes_and_the_three_numbers(client: Client) -> None:
    for number in range(1, 19):
        indicator(f"L{number:02}", sentence=f"What may be noticed, number {number}, in some words more than few.")
        indicator(f"G{number:02}", kind="general")
        indicator(f"C{number:02}", kind="criminal")
        indicator(f"K{number:02}", kind="child")
    indicator("S01", kind="sexual", live=False)
    answer = client.get(SIGNS)
    said = words(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert len(read(answer.content).pages) == 1
    assert smallest_size(answer.content) >= 8
    assert said.index("One sign alone proves nothing") < said.index("G01") < said.index("L01") < said.index("K18")
    for stated in ("999", "08000 121 700", "101", "localhost:8000"):
        assert stated in said
    assert f"{timezone.localdate():%-d %B %Y}" in said
    assert "S01" not in said


def test_more_signs_than_a_page_holds_are_cut() -> None:
    for letter in "ABCDE":
        for number in range(1, 60):
            indicator(f"{letter}{number:02}", sentence="As many words as a sign may have. " * 4)
    pdf = sheets.signs()
    assert len(read(pdf).pages) == 1
    assert "There is more on our website" in words(pdf)


def test_what_to_do_is_printed_from_the_pages_own_blocks(chosen: ArticlePage, client: Client) -> None:
    said = words(client.get(WHAT_TO_DO).content)
    for part in ("What to do", "Not here We take no reports.", "1 Get away Go first.", "No rescue", "1 Ring."):
        assert part in said
    assert "Tell them 08000 121 700 & wait." in said
    assert "Only a link" not in said


def test_an_endless_page_still_prints_on_one(chosen: ArticlePage, client: Client) -> None:
    chosen.body = [("text", "".join(f"<p>Paragraph {number} of many.</p>" for number in range(400)))]
    chosen.save_revision().publish()
    answer = client.get(WHAT_TO_DO)
    assert len(read(answer.content).pages) == 1
    assert "There is more on our website: localhost:8000/learn/what-to-do/" in words(answer.content)


def test_a_page_that_readers_may_not_see_is_not_printed(chosen: ArticlePage, client: Client) -> None:
    assert client.get(WHAT_TO_DO).status_code == 200
    restriction = PageViewRestriction.objects.create(page=chosen, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(WHAT_TO_DO).status_code == 404
    restriction.delete()
    chosen.unpublish()
    assert client.get(WHAT_TO_DO).status_code == 404


def test_where_no_page_is_chosen_there_is_nothing_to_print(client: Client) -> None:
    assert client.get(WHAT_TO_DO).status_code == 404


def test_a_draft_is_not_printed(chosen: ArticlePage, client: Client) -> None:
    chosen.title = "Half a thought"
    chosen.save_revision()
    assert "Half a thought" not in words(client.get(WHAT_TO_DO).content)


@pytest.mark.parametrize("address", [SIGNS, WHAT_TO_DO])
def test_a_second_reader_gets_the_stored_sheet(
    address: str, chosen: ArticlePage, client: Client, django_assert_num_queries: Any
) -> None:
    first = client.get(address)
    with django_assert_num_queries(1):  # the generation: no memory of it in tests
        second = client.get(address)
    assert second.content == first.content
    assert second["Content-Type"] == "application/pdf"
    assert second["Cache-Control"] == "no-store"
    assert second["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("address", [SIGNS, WHAT_TO_DO])
def test_a_changed_number_shows_at_once_on_stored_sheets(address: str, chosen: ArticlePage, client: Client) -> None:
    client.get(address)
    helpline = Fact.objects.get(key="helpline")
    helpline.value = "08000 000 000"
    helpline.save()
    assert "08000 000 000" in words(client.get(address).content)


def test_a_changed_sign_shows_at_once(client: Client) -> None:
    sign = indicator("L01")
    assert "What L01 says" in words(client.get(SIGNS).content)
    sign.unpublish()
    assert "L01" not in words(client.get(SIGNS).content)


@pytest.mark.parametrize("address", [SIGNS, WHAT_TO_DO])
def test_a_sheet_is_only_read(address: str, chosen: ArticlePage, client: Client) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_the_sheets_of_the_demonstration_are_one_page_each_and_nothing_is_cut(client: Client) -> None:
    demo.load()
    made = {address: client.get(address).content for address in (SIGNS, WHAT_TO_DO)}
    documents = SiteDocument.objects.filter(file__endswith=".pdf")
    made |= {document.filename: Path(document.file.path).read_bytes() for document in documents}
    assert len(made) == 9
    for name, pdf in made.items():
        assert len(read(pdf).pages) == 1, name
        assert smallest_size(pdf) >= 8, name
        assert "08000 121 700" in words(pdf), name
        assert "There is more on our website" not in words(pdf), name
        assert len(pdf) < 90 * 1024, name
    assert all(code in words(made[SIGNS]) for code in Indicator.objects.values_list("code", flat=True))
    assert "What not to do" in words(made[WHAT_TO_DO])
