"""Charts as a browser draws them, and an editor's ways to make one."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import ConsoleMessage, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from config.demo import loader
from pages.models import ArticlePage, SiteDocument
from tests.browser.test_everybody_can_use_every_page import scrolls_sideways
from tests.browser.test_morgan_edits import sign_in

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
WIDTHS = (320, 390, 530, 560, 768, 1280)
SEEN = """() => [...document.querySelectorAll('#component-chart .chart')].map(chart => {
    const drawings = [...chart.querySelectorAll('.chart__drawing')].filter(e => e.checkVisibility());
    const frame = drawings[0].getBoundingClientRect(), scale = drawings[0].getScreenCTM().a;
    const texts = [...drawings[0].querySelectorAll('text')].map(e => ({
        text: e.textContent, size: parseFloat(getComputedStyle(e).fontSize) * scale, box: e.getBoundingClientRect()}));
    const out = t => t.box.left < frame.left - 1 || t.box.right > frame.right + 1 ||
        t.box.top < frame.top - 5 || t.box.bottom > frame.bottom + 5;  // boxes hold room over and under the letters
    const meet = (a, b) => Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1 &&
        Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 5;
    return {title: chart.querySelector('.chart__title').textContent, drawings: drawings.length,
        small: texts.filter(t => t.size < 12).map(t => `${t.text} ${t.size}`),
        large: texts.filter(t => t.size > 20).map(t => `${t.text} ${t.size}`),
        outside: texts.filter(out).map(t => t.text),
        overlapping: texts.flatMap((a, i) =>
            texts.slice(i + 1).filter(b => meet(a, b)).map(b => `${a.text} / ${b.text}`))}})"""


def test_every_word_of_a_chart_is_legible_whole_and_apart_at_every_width(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/dev/style/")
    page.evaluate("document.fonts.ready")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        charts: list[dict[str, Any]] = page.evaluate(SEEN)
        assert len(charts) > 8
        for chart in charts:
            ok = {"title": chart["title"], "drawings": 1, "small": [], "large": [], "outside": [], "overlapping": []}
            assert chart == ok, width


def test_colours_that_a_reader_forces_are_the_only_ones(page: Page, live_server: LiveServer) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{live_server.url}/dev/style/")
    colours = page.evaluate(
        """() => { const probe = document.createElement('p'); probe.style = 'forced-color-adjust:none';
            document.body.append(probe);
            const computed = colour => { probe.style.color = colour; return getComputedStyle(probe).color };
            const allowed = ['CanvasText', 'Canvas'].map(computed);
            return [...document.querySelectorAll('.chart__drawing *')].flatMap(e => {
                const s = getComputedStyle(e); return [s.fill, s.stroke] })
                .filter(c => c.startsWith('rgb') && !allowed.includes(c)) }"""
    )
    assert colours == []


def test_on_paper_the_table_is_open_and_nothing_is_there_to_press(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/dev/style/")
    page.emulate_media(media="print")
    chart = page.locator("#component-chart .chart").first
    expect(chart.locator(".chart__table td").first).to_be_visible()
    expect(chart.locator(".chart__download")).to_be_hidden()
    expect(chart.locator(".chart__summary")).to_be_hidden()


def test_the_table_opens_without_a_script_and_the_page_stays_as_wide_as_the_screen(
    page: Page, live_server: LiveServer
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_server.url}/dev/style/")
    for summary in page.locator(".chart__summary").all():
        summary.click()
    assert page.locator(".chart__table:visible").count() == page.locator(".chart").count()
    assert scrolls_sideways(page) == []


def fill(chart: Locator, **fields: str) -> None:
    for name, text in fields.items():
        chart.locator(f"[data-contentpath={name}]").locator("input, textarea").first.fill(text)


def publish(page: Page) -> None:
    page.locator(".footer__container [data-w-dropdown-target=toggle]").first.click()
    page.click("button[name=action-publish]")
    page.wait_for_load_state("networkidle")


def add_chart(page: Page, base: str) -> tuple[ArticlePage, Locator]:
    article = ArticlePage.objects.get(slug="signs-to-notice")
    article.body = []
    article.save_revision().publish()
    page.goto(f"{base}/admin/pages/{article.pk}/edit/")
    page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    page.get_by_role("option", name="Chart").click()
    chart = page.locator("[data-contentpath=body] [data-streamfield-child]").last
    fill(chart, title="Cats and dogs", description="More of both.", unit="animals", source_name="A source")
    fill(chart, published_on="2026-11-24", review_by="2027-11-24")
    page.keyboard.press("Escape")
    return article, chart


def test_morgan_types_figures_pastes_a_sheet_and_sees_the_chart(page: Page, live_server: LiveServer) -> None:
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, live_server.url, loader.MORGAN)
    article, chart = add_chart(page, live_server.url)
    table = chart.locator("[data-contentpath=table] .ht_master")
    for row, cells in enumerate([["Year", "Cats"], ["2020", "about 300"], ["2021", "1,300"]]):
        for column, text in enumerate(cells):
            table.locator("tbody tr").nth(row).locator("td").nth(column).click()
            page.keyboard.type(text)
            page.keyboard.press("Enter")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text('Row 2 (2020): "about 300" is not a number.').first).to_be_visible()

    sheet = "Year\tCats\tDogs\n" + "\n".join(f"{year}\t{year - 1000}\t{year - 1900}" for year in range(2012, 2024))
    page.evaluate("text => navigator.clipboard.writeText(text)", sheet)
    table.locator("tbody tr").nth(0).locator("td").nth(0).click()
    page.keyboard.press("Control+V")
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("iframe[title=Preview]:not(.w-preview__proxy)")
    expect(preview.locator(".chart__drawing:visible text").get_by_text("2023", exact=True)).to_be_visible(
        timeout=20_000
    )
    publish(page)
    page.goto(live_server.url + article.url)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    lines = download.value.path().read_text().splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("Year,Cats,Dogs", "2023,1023,123", 13)
    assert complaints == []


def test_morgan_chooses_a_file_that_fills_the_table(page: Page, live_server: LiveServer) -> None:
    file = SiteDocument(title="Figures of the year")
    file.file.save("figures.csv", ContentFile(b"Year;Cats\r\n2024;1,000\r\n2025;2,000\r\n"))
    file.save()
    sign_in(page, live_server.url, loader.MORGAN)
    article, chart = add_chart(page, live_server.url)
    chart.get_by_role("button", name="Choose a document").press(
        "Enter"
    )  # a field that shuts moves it from under a click
    page.get_by_role("link", name="Figures of the year").click()
    expect(chart.get_by_text("Figures of the year")).to_be_visible()
    publish(page)
    page.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    chart = page.locator("[data-contentpath=body] [data-streamfield-child]").last
    expect(chart.locator("[data-contentpath=table] .ht_master td").first).to_have_text("Year")
    assert chart.get_by_text("Figures of the year").count() == 0
    page.goto(live_server.url + article.url)
    expect(page.locator(".chart__drawing:visible text").get_by_text("2,000", exact=True)).to_be_visible()
