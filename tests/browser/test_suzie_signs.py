"""Signing as its user does: by keyboard alone, on a phone, and with JavaScript off."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from campaigns.models import Signature
from campaigns.services import counting
from config.demo.loader import SIGNATURES
from mail.services import drain as mail
from tests.browser.pages_to_check import SIGN
from tests.cast import SUZIE

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
CAMPAIGN = "/campaigns/support-every-survivor/"


def fill_and_sign(page: Page) -> None:
    page.get_by_label("Full name").fill(SUZIE["name"])
    page.locator("main").get_by_label("Email address").fill(SUZIE["email"])
    page.get_by_label("Postcode").fill("ls14dy")
    page.get_by_role("button", name="Sign now").click()


def open_the_link_in_the_mail(page: Page, base: str) -> None:
    mail.send_due()
    page.goto(f"{base}/dev/mail/")
    page.get_by_role("link", name=re.compile("Confirm your signature")).click()
    path = re.findall(r"/petitions/[\w-]+/confirm/[\w-]+/", page.content())[0]
    page.goto(base + path)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_suzie_signs_and_confirms_on_a_phone(browser: Browser, live_server: LiveServer, javascript: bool) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(live_server.url + CAMPAIGN)
    expect(page.get_by_text(f"{SIGNATURES:,} signatures")).to_be_visible()
    fill_and_sign(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("inbox")
    open_the_link_in_the_mail(page, live_server.url)
    assert not Signature.objects.filter(confirmed_at__isnull=False, name=SUZIE["name"]).exists()
    page.get_by_role("button", name="Confirm my signature").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    counting.fold()
    page.goto(live_server.url + CAMPAIGN)
    expect(page.get_by_text(f"{SIGNATURES + 1:,} signatures")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_suzie_signs_with_the_keyboard_alone(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + SIGN)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#content")
    page.keyboard.press("Enter")
    for text in ("Suzie Signer", "not an address", "LS1 4DY"):
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('input:not([readonly])')"):
                break
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_label("Email address")).to_be_focused()
    expect(page.get_by_label("Full name")).to_have_value("Suzie Signer")
    page.keyboard.press("Control+A")
    page.keyboard.type("suzie@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("inbox")
    assert Signature.objects.filter(name="Suzie Signer").count() == 1


def test_a_form_on_another_site_is_refused(page: Page, live_server: LiveServer) -> None:
    form = f"<form method=post action='{live_server.url}{SIGN}'><input name=name value=M><button>Go</button></form>"
    page.route("http://evil.example/**", lambda route: route.fulfill(body=form, content_type="text/html"))
    with page.expect_response(f"{live_server.url}{SIGN}") as answer:
        page.set_content(form)
        page.get_by_role("button", name="Go").click()
    assert answer.value.status == 403
    assert Signature.objects.count() == SIGNATURES
