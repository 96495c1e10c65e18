"""An editor in Wagtail's editor: choosing blocks by their looks, pasting, and being told what readers would miss."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from pages.models import ArticlePage
from tests import factories
from tests.pages.test_block_previews import BLOCKS

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FROM_WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style></head><body>
<!--StartFragment-->
<h1 style="mso-style-name:Title"><font face="Calibri" color="red">The largest heading</font><o:p></o:p></h1>
<p class="MsoNormal" style="mso-margin-top-alt:auto"><b style="mso-bidi-font-weight:normal"><span lang="EN-GB"
 style="font-size:14pt;color:red">Bold words</span></b> and <a href="javascript:alert(1)">a link that runs</a> and
 <a href="https://www.example.org/">an honest link</a><o:p>&nbsp;</o:p></p>
<p><img src="file:///C:/secret.png" onerror="alert(1)" alt="A picture"></p>
<table border="1"><tr><td>In a table</td></tr></table>
<ul><li>A point</li></ul>
<script>alert(1)</script><iframe src="https://www.example.org/"></iframe>
<!--EndFragment--></body></html>
"""
PASTE = """(editor, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/html', html);
  clipboardData.setData('text/plain', 'what a plain editor would take');
  editor.focus();
  editor.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def priya(page: Page, live_server: LiveServer, transactional_db: None) -> Iterator[Page]:
    user = factories.priya()
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", factories.PASSWORD)
    page.click("button[type=submit]")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ACTFORJUSTICE")
    yield page
    page.goto("about:blank")


def open_editor(page: Page, base: str) -> None:
    page.goto(f"{base}/admin/pages/add/pages/articlepage/{factories.home().pk}/")
    page.fill("[name=title]", "Written in the editor")
    page.get_by_role("button", name="Insert a block").first.click()


def test_a_block_is_chosen_by_its_looks(priya: Page, live_server: LiveServer) -> None:
    open_editor(priya, live_server.url)
    priya.get_by_role("button", name="Preview", exact=True).nth(4).click()
    shown = priya.frame_locator("iframe[title=Preview]").last
    expect(shown.locator("main")).to_contain_text("A sample sentence")
    expect(priya.get_by_text("Words set apart: information, a warning, or something urgent.")).to_be_visible()


def test_every_preview_can_be_used_by_everybody(priya: Page, live_server: LiveServer) -> None:
    for name, block in BLOCKS.items():
        priya.goto(f"{live_server.url}/admin/block-preview/?id={block.definition_prefix}")
        found = Axe().run(priya, options={"rules": {"page-has-heading-one": {"enabled": False}}})
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"


def test_what_is_pasted_from_a_word_processor_is_cleaned(priya: Page, live_server: LiveServer) -> None:
    open_editor(priya, live_server.url)
    priya.get_by_role("option", name="Text").click()
    priya.locator(".public-DraftEditor-content").last.evaluate(PASTE, FROM_WORD)
    expect(priya.locator("input[name=body-0-value]")).to_have_value(re.compile("Bold words"))
    with priya.expect_navigation():
        priya.get_by_role("button", name="Save draft").click()
    stored = ArticlePage.objects.get().get_latest_revision_as_object().body[0].value.source
    for kept in (
        "The largest heading",
        "Bold words</b>",
        "a link that runs",
        "In a table",
        "<li",
        "an honest link</a>",
    ):
        assert kept in stored, stored
    for never in (
        "<h1",
        "style",
        "class=",
        "<font",
        "o:p",
        "javascript",
        "<img",
        "<table",
        "<script",
        "<iframe",
        "Mso",
    ):
        assert never not in stored, stored


def test_the_checker_finds_a_heading_out_of_order(
    priya: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    text = [{"type": "text", "value": "<h3>Too small a heading</h3><p>Words under it.</p>"}]
    page = factories.article(slug="planted", body=text)
    priya.goto(f"{live_server.url}/admin/pages/{page.pk}/edit/")
    priya.get_by_role("button", name="Toggle checks").click()
    expect(priya.get_by_text("Incorrect heading hierarchy").first).to_be_visible(timeout=20_000)
    priya.goto(f"{live_server.url}/planted/")
    bar = priya.locator("wagtail-userbar")
    bar.get_by_role("button", name="View Wagtail quick actions").click()
    expect(bar.get_by_text("Incorrect heading hierarchy").first).to_be_attached(timeout=20_000)
