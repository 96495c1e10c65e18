"""Exit this page: it leaves, and Back does not bring the page back, with and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
PAGES = ["/", "/learn/", "/learn/what-is-human-trafficking/"]


def read_some_pages(page: Page, base: str) -> None:
    for path in PAGES:
        page.goto(base + path)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_leaving_is_final_for_the_back_button(
    browser: Browser, live_server: LiveServer, javascript: bool, neutral: str
) -> None:
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    read_some_pages(page, live_server.url)
    page.locator(".exit-page__button").click()
    page.wait_for_url(neutral)
    for _ in range(5):
        page.go_back()
        assert not page.url.startswith(live_server.url) or page.url == "about:blank", page.url
        assert "trafficking" not in page.content()
    assert [cookie["name"] for cookie in context.cookies()] == ["exit_marker"]
    context.close()


def test_a_link_that_is_pressed_opens_the_site_again(browser: Browser, live_server: LiveServer, neutral: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    read_some_pages(page, live_server.url)
    page.locator(".exit-page__button").click()
    page.wait_for_url(neutral)
    page.set_content(f"<a href='{live_server.url}/learn/'>Learn</a>")
    page.get_by_role("link", name="Learn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Learn")
    context.close()


def test_three_presses_of_shift_leave(page: Page, live_server: LiveServer, neutral: str) -> None:
    page.goto(f"{live_server.url}/learn/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(neutral)
    expect(page).to_have_title("Weather")


def test_typing_capital_letters_does_not_leave(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/petitions/support-every-survivor/sign/")
    page.get_by_label("Postcode").focus()
    for letter in "LSD":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.get_by_label("Postcode")).to_have_value("LSD")
    page.wait_for_timeout(300)
    assert page.url.startswith(live_server.url)
