"""The two ways for readers in distress, on a small telephone and on paper."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
ARTICLE = "/learn/what-is-human-trafficking/"


def test_one_step_leads_to_a_page_whose_tab_says_nothing(page: Page, live_server: LiveServer) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + ARTICLE)
    page.get_by_role("complementary", name="Help now").get_by_role("link", name="If this is you").click()
    expect(page).to_have_url(f"{live_server.url}/learn/if-this-is-you/")
    expect(page).to_have_title("Information")


def test_both_ways_stand_clear_of_exit_which_stays_in_sight(page: Page, live_server: LiveServer) -> None:
    for width in (320, 360, 768, 1000, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        page.goto(live_server.url + ARTICLE)
        leave = page.locator(".exit-page__button")
        around = leave.bounding_box()
        ways = [way.bounding_box() for way in page.locator(".safety-routes a").all()]
        assert around
        assert len(ways) == 2
        for box in ways:
            assert box
            assert box["height"] >= 44
            assert box["y"] + box["height"] < 120, "within the first screen"
            below, before = box["y"] >= around["y"] + around["height"], box["x"] + box["width"] <= around["x"]
            assert below or before, width
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        expect(leave).to_be_in_viewport(ratio=1)


def test_numbers_to_ring_keep_their_order_in_a_text_from_right_to_left(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + ARTICLE)
    page.evaluate("document.documentElement.dir = 'rtl'")
    directions = page.locator(".telephone").evaluate_all("all => all.map(e => getComputedStyle(e).direction)")
    assert directions
    assert set(directions) == {"ltr"}


def test_paper_shows_the_signs_with_codes_and_numbers_and_where_they_came_from(
    page: Page, live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/learn/signs-to-notice/")
    page.emulate_media(media="print")
    expect(page.get_by_text("G06", exact=True).first).to_be_visible()
    expect(page.get_by_text("/learn/signs-to-notice/")).to_be_visible()
    expect(page.locator(".footer__paper").get_by_text("08000 121 700")).to_be_visible()
    for gone in ("nav", ".help-strip", ".banner__search", ".content-note__ways"):
        assert not page.locator(gone).first.is_visible(), gone
