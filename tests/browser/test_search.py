"""Search by keyboard on a phone and without JavaScript; and the pages for when the site is closed."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from pages import last_known
from tests.browser.test_everybody_can_use_every_page import NARROW, RULES, WIDE, scrolls_sideways

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]


def test_a_reader_searches_by_keyboard_and_without_javascript(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    page.goto(f"{live_server.url}/search/")
    page.get_by_label("Search this site").focus()
    page.keyboard.type("exploited")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="results")).to_be_visible()
    expect(page.get_by_label("Search this site")).to_have_value("exploited")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="Facts").click()
    expect(page.locator("[aria-current=true]", has_text="Facts")).to_be_visible()
    page.locator(".search-result__title a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_an_unknown_address_can_be_searched_from(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/no-such-page/")
    page.get_by_label("Search this site").fill("county lines")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    expect(page.locator(".search-result").first).to_be_visible()


def test_everybody_can_use_the_page_of_a_closed_site(page: Page, live_server: LiveServer) -> None:
    number = {"label": "The helpline", "value": "08000 121 700", "tel": "tel:+448000121700"}
    last_known.write(json.dumps({"helpline": number}))
    call_command("maintenance", "on", verbosity=0)
    answer = page.goto(live_server.url)
    assert answer is not None
    assert answer.status == 503
    expect(page.get_by_role("link", name="08000 121 700")).to_be_visible()
    expect(page.get_by_role("link", name="Exit this page")).to_be_in_viewport()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
            assert found == [], (scheme, size)
            assert scrolls_sideways(page) == []
