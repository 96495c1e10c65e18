"""Charts on pages: what editors may save, what readers get, and the same figures as a file."""

import csv
import io
import re
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import PageViewRestriction

from pages import generation
from pages.blocks.chart import SAMPLE, ChartBlock, charts_in
from pages.models import ArticlePage, BasePage, SiteDocument
from tests import factories
from tests.conftest import forget_pages

pytestmark = pytest.mark.django_db
ROWS = [["Year", "Adults", "Children"], ["2023", "8,600", "7,400"], ["2024", "11900.5", ""], ["2025", "15200", "6300"]]
SVG = re.compile(r"<svg class=\"chart.*?</svg>", re.DOTALL)


def value(rows: list[list[str]] = ROWS, **fields: Any) -> dict[str, Any]:
    return {
        **SAMPLE,
        "kind": "line",
        "table": {"data": rows},
        "published_on": "2026-03-01",
        "review_by": "2027-03-01",
        **fields,
    }


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="s" ', 1))  # noqa: S314 (our own)


def page_with(*blocks: dict[str, Any], **fields: Any) -> ArticlePage:
    return factories.article(slug="numbers", body=[{"type": "chart", "value": block} for block in blocks], **fields)


def document(content: bytes, name: str = "figures.csv") -> SiteDocument:
    made = SiteDocument(title="Figures")
    made.file.save(name, ContentFile(content))
    made.save()
    return made


def cleaned(**fields: Any) -> Any:
    block = ChartBlock()
    return block.clean(block.to_python(value(**fields)))


def errors(**fields: Any) -> dict[str, list[str]]:
    with pytest.raises(StructBlockValidationError) as caught:
        cleaned(**fields)
    return {name: error.messages for name, error in caught.value.block_errors.items()}


def csv_address(page: BasePage) -> str:
    ((identity, _),) = charts_in(page.specific_class.objects.get(pk=page.pk).body)
    return f"/charts/{page.pk}/{identity}.csv"


def test_an_editor_reads_at_the_table_which_row_is_wrong() -> None:
    rows = [*ROWS[:2], ["2024", "about 300", "1"], ["2025", "1", "2"]]
    assert errors(rows=rows) == {"table": ['Row 3 (2024): "about 300" is not a number.']}
    assert errors(rows=[["", ""]]) == {"table": ["There is nothing in the table."]}


def test_a_draft_may_wait_for_its_figures_but_not_hold_wrong_ones() -> None:
    block = ChartBlock()
    block.defer_required_validation()
    assert block.clean(block.to_python(value([["", ""]])))
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(value([["Year", "A"], ["2024", "many"], ["2025", "1"]])))
    block.restore_deferred_validation()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(value([["", ""]])))


def test_a_table_needs_no_choice_of_headings() -> None:
    table = cleaned(table={"data": ROWS, "table_header_choice": ""})["table"]
    assert (table["first_row_is_table_header"], table["first_col_is_header"]) == (True, True)


def test_the_figures_of_a_file_replace_the_table_and_the_file_is_let_go() -> None:
    file = document("Year;A\r\n2020;1,000\r\n2021;\r\n2022;3\r\n;\r\n".encode("utf-8-sig"))
    saved = cleaned(file=file.pk)
    assert saved["table"]["data"] == [["Year", "A"], ["2020", "1,000"], ["2021", ""], ["2022", "3"]]
    assert saved["file"] is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Year,A\n2020,1\n2021,about 300\n", 'Row 3 (2021): "about 300" is not a number.'),
        (b"%PDF-1.7\n\x00\x01", "Row 2 is not text, so this is no CSV file."),
        (b"Year,A\n2020,1\n2021\n", "Row 3 (2021) has 1 cell, and the first row has 2."),
    ],
)
def test_a_bad_file_is_refused_at_its_field_and_the_table_is_kept(content: bytes, said: str) -> None:
    given = ChartBlock().to_python(value(file=document(content).pk))
    with pytest.raises(StructBlockValidationError) as caught:
        ChartBlock().clean(given)
    assert list(caught.value.block_errors) == ["file"]
    assert said in caught.value.block_errors["file"].messages[0]
    assert given["table"]["data"] == ROWS


def test_a_file_that_is_gone_is_an_error_at_its_field() -> None:
    file = document(b"Year,A\n2020,1\n2021,2\n")
    file.file.storage.delete(file.file.name)
    assert errors(file=file.pk) == {"file": ["The file can't be read. Upload it again."]}


def test_a_reader_gets_the_chart_its_source_and_the_same_figures_as_a_table(client: Client) -> None:
    page = page_with(value(title="More every year", note="Counted anew.", source_url="https://example.org/a"))
    html = client.get("/numbers/").content.decode()
    assert "More every year" in html
    assert "Counted anew." in html
    assert (
        '<a href="https://example.org/a">A sample source</a>, <time datetime="2026-03-01">1 March 2026</time>' in html
    )
    table = re.search(r'<table class="chart__table">.*?</table>', html, re.DOTALL)
    assert table is not None
    cells = re.findall(r"<t[dh]\b[^>]*>(?:<span[^>]*>)?([^<]*)", table[0])
    assert cells == [
        *("Year", "Adults", "Children"),
        *("2023", "8,600", "7,400"),
        *("2024", "11,900.5", "no figure"),
        *("2025", "15,200", "6,300"),
    ]
    assert f'href="{csv_address(page)}"' in html


def test_each_drawing_is_a_picture_with_a_name_and_a_description_of_its_own(client: Client) -> None:
    page_with(value(), value(kind="stacked", title="Another"))
    html = client.get("/numbers/").content.decode()
    drawings = [parsed(svg) for svg in SVG.findall(html)]
    assert len(drawings) == 4
    for drawing in drawings:
        assert drawing.get("role") == "img"
        named = [drawing.find("{s}title"), drawing.find("{s}desc")]
        assert drawing.get("aria-labelledby") == " ".join(
            element.get("id", "") for element in named if element is not None
        )
        assert all(element is not None and element.text for element in named)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


@pytest.mark.parametrize("kind", ["line", "bar", "stacked"])
@pytest.mark.parametrize("name", ["2025", "A name that is long enough to lie down"])
def test_a_chart_has_no_style_and_no_script_in_its_markup(kind: str, name: str) -> None:
    rows = [["", "One", "Two"], ["2024", "1", "2"], [name, "3", "4"]]
    html = render_to_string("components/chart.html", {**value(rows, kind=kind), "identity": "x"})
    assert "<svg" in html
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", html)


def test_words_of_editors_are_never_markup() -> None:
    bad = '"><script>alert(1)</script>'
    rows = [[bad, f"A{bad}", f"B{bad}"], [f"x{bad}", "1", "2"], ["y", "3", "4"]]
    for kind in ("line", "bar", "stacked"):
        given = value(rows, kind=kind, title=bad, unit=bad, description=bad, note=bad, source_name=bad, identity=bad)
        html = render_to_string("components/chart.html", given)
        assert "alert(1)" in html
        assert "<script" not in html
        for svg in SVG.findall(html):
            assert parsed(svg).get("role") == "img"


def test_figures_are_written_as_the_readers_language_has_them() -> None:
    rows = [["", "A"], ["2024", "-1234.5"], ["2025", "2000000"]]
    with translation.override("de"):
        german = render_to_string("components/chart.html", value(rows))
    assert "2.000.000" in german
    assert "\N{MINUS SIGN}1.234,5" in german
    places = re.findall(r' (?:x|y|d|viewBox|points|font-size)="([^"]*)"', german)
    assert places
    assert not any("," in place for place in places), "SVG has points in its numbers in every language"


def test_a_table_that_can_not_be_drawn_breaks_no_page(client: Client) -> None:
    page = page_with(value([["Year", "A"], ["2024", "many"]]), title="A page")
    answer = client.get("/numbers/")
    assert answer.status_code == 200
    assert "chart__" not in answer.content.decode()
    assert client.get(csv_address(page)).status_code == 404


def test_the_file_holds_the_figures_of_the_chart(client: Client) -> None:
    answer = client.get(csv_address(page_with(value(title="More, every year!"))))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="more-every-year.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode(), newline="")))
    assert rows == [[cell.replace(",", "") for cell in row] for row in ROWS]


def test_the_file_runs_nothing_in_a_spreadsheet(client: Client) -> None:
    rows = [["Year", "=cmd"], ["@SUM(A1)", "-1"], ["+1 more", "2"]]
    answer = client.get(csv_address(page_with(value(rows))))
    assert answer.content.decode() == "Year,'=cmd\r\n'@SUM(A1),-1\r\n'+1 more,2\r\n"


def test_the_file_of_a_chart_is_found_on_every_type_of_page(client: Client) -> None:
    campaign = factories.campaign(factories.petition(), slug="a-campaign", body=[{"type": "chart", "value": value()}])
    assert client.get(csv_address(campaign)).status_code == 200


def test_a_chart_is_found_however_deep_it_stands() -> None:
    class Deep(StreamBlock):
        many = ListBlock(StructBlock([("inner", StreamBlock([("chart", ChartBlock())]))]))

    inner = {"inner": [{"type": "chart", "value": value(), "id": "the-one"}]}
    stream = Deep().to_python([{"type": "many", "value": [{"type": "item", "value": inner, "id": "item"}], "id": "a"}])
    assert [(identity, chart["unit"]) for identity, chart in charts_in(stream)] == [("the-one", SAMPLE["unit"])]


def test_nobody_gets_the_file_of_a_page_that_is_not_public(client: Client) -> None:
    page = page_with(value())
    address = csv_address(page)
    assert client.get(address).status_code == 200
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address).status_code == 404
    restriction.delete()
    assert client.get(address).status_code == 200
    page.unpublish()
    assert client.get(address).status_code == 404


def test_a_draft_changes_nothing_in_the_file(client: Client) -> None:
    page = page_with(value())
    address = csv_address(page)
    before = client.get(address).content
    page.body = [{"type": "chart", "value": value([["Y", "A"], ["a", "1"], ["b", "2"]]), "id": address[-40:-4]}]
    page.save_revision()
    assert client.get(address).content == before
    page.save_revision().publish()
    assert client.get(address).content == b"Y,A\r\na,1\r\nb,2\r\n"


def test_no_other_address_of_a_chart_leads_anywhere(client: Client) -> None:
    page = page_with(value())
    for address in (
        f"/charts/{page.pk}/{uuid4()}.csv",
        f"/charts/{page.pk + 1}/{uuid4()}.csv",
        f"/charts/{10**30}/{uuid4()}.csv",
        f"/charts/{page.pk}/1.csv",
        csv_address(page).replace(f"/{page.pk}/", f"/{factories.home().pk}/"),
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(csv_address(page)).status_code == 405


def test_charts_cost_a_page_no_query(client: Client, settings: Any) -> None:
    def cost(slug: str, body: list[dict[str, Any]]) -> int:
        factories.article(slug=slug, body=body)
        client.get(f"/{slug}/")
        forget_pages()
        generation.forget()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/{slug}/").status_code == 200
        return len(queries)

    settings.PAGE_GENERATION_MEMORY = 60
    assert cost("with", [{"type": "chart", "value": value()}] * 3) == cost("without", [])
    generation.forget()


def test_the_block_picker_shows_a_chart_that_is_plainly_a_sample(client: Client) -> None:
    client.force_login(factories.dele())
    block = ArticlePage.body.field.stream_block.child_blocks["chart"]
    html = client.get("/admin/block-preview/", {"id": block.definition_prefix}).content.decode()
    assert "<svg" in html
    assert "Sample: " in html
    assert "made-up figures" in html.lower()
    assert block.get_description()
