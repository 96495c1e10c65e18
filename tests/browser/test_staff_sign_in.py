"""Staff sign in under our policy: with a passkey, by the keyboard alone; and by a code with JavaScript off."""

import re
from typing import Any

import pytest
from django.core.cache import caches
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from config.demo import loader
from mail.models import Delivery
from tests.browser import pages_to_check

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def demanded(settings: Any) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = True
    caches["limits"].clear()


@pytest.fixture
def base(live_server: LiveServer) -> str:
    """By name: a passkey belongs to a name, not to a number."""
    return live_server.url.replace("127.0.0.1", "localhost")


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not reach it")


def press(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def test_dele_sets_up_a_passkey_and_then_signs_in_with_it_alone_by_the_keyboard(page: Page, base: str) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    main = page.locator("main")
    page.goto(f"{base}/admin/reports/locked/")
    tab_to(page, main.get_by_label("Email address"))
    page.keyboard.type(loader.DELE)
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(loader.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    press(page, main.get_by_role("link", name="Add a passkey"))
    press(page, main.get_by_role("button", name="Add a passkey"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    press(page, main.get_by_role("link", name="go on"))
    expect(page).to_have_url(f"{base}/admin/reports/locked/")
    page.goto(f"{base}/account/logout/")
    press(page, main.get_by_role("button", name="Sign out"))
    expect(main.get_by_role("status")).to_have_text("You have signed out.")
    page.goto(f"{base}/admin/pages/")
    press(page, main.get_by_role("button", name="Use a passkey"))
    expect(page).to_have_url(f"{base}/admin/pages/")
    page.goto("about:blank")


def test_priya_signs_in_by_a_code_with_javascript_off_on_a_phone(browser: Browser, base: str, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = False
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/admin/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    pages_to_check.follow(page, page.get_by_role("link", name="Send me a code"))
    page.locator("main").get_by_label("Email address").fill(loader.PRIYA)
    pages_to_check.press(page, "Send me a code")
    page.get_by_label("Code").fill("12")
    pages_to_check.press(page, "Go on")
    expect(page.locator("main").get_by_role("alert")).to_contain_text("The code is not right")
    page.get_by_label("Code").fill(Delivery.objects.latest("pk").context["code"])
    pages_to_check.press(page, "Go on")
    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto("about:blank")
    context.close()
