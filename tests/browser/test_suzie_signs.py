"""Signing as its user does: by keyboard alone, on a phone, and with JavaScript off."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from campaigns.models import Signature
from campaigns.services import counting, log
from config.demo.loader import SIGNATURES
from mail.services import drain as mail
from tests.browser.pages_to_check import SIGN, follow, press
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
    press(page, "Sign now")


def open_the_link_in_the_mail(page: Page, base: str) -> None:
    mail.send_due()
    page.goto(f"{base}/dev/mail/")
    follow(page, page.get_by_role("link", name=re.compile("Confirm your signature")))
    path = re.findall(r"/petitions/[\w-]+/confirm/[\w-]+/", page.content())[0]
    page.goto(base + path)


def signatures_shown(page: Page, number: int) -> None:
    counting.fold()
    page.goto(page.url.split("/petitions")[0].split("/your-data")[0] + CAMPAIGN)
    expect(page.get_by_text(f"{number:,} signatures").first).to_be_visible()


def code_in_the_mail(page: Page, base: str, subject: str) -> str:
    mail.send_due()
    page.goto(f"{base}/dev/mail/")
    follow(page, page.get_by_role("link", name=re.compile(subject)).first)
    found: list[str] = re.findall(r"\b\d{6}\b", page.locator(".inbox__text").inner_text())
    return found[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_suzie_signs_confirms_sees_her_place_in_the_log_and_withdraws_on_a_phone(
    browser: Browser, live_server: LiveServer, javascript: bool
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=javascript)
    page = context.new_page()
    base = live_server.url
    page.goto(base + CAMPAIGN)
    fill_and_sign(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("inbox")
    open_the_link_in_the_mail(page, base)
    assert not Signature.objects.filter(confirmed_at__isnull=False, name=SUZIE["name"]).exists()
    press(page, "Confirm my signature")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your signature counts")
    log.grow()
    follow(page, page.get_by_role("link", name="Look again"))
    expect(page.get_by_text(f"Yours is line {SIGNATURES + 1:,}")).to_be_visible()
    page.get_by_role("link", name="See the proof that it is in the log").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("line|place", re.IGNORECASE))
    signatures_shown(page, SIGNATURES + 1)
    assert context.cookies() == []
    page.goto(f"{base}/your-data/")
    page.locator("main").get_by_label("Email address").first.fill(SUZIE["email"])
    press(page, "Send me a code")
    expect(page.get_by_label("Six-digit code")).to_be_visible()
    digits = code_in_the_mail(page, base, "Your six-digit code")
    page.goto(f"{base}/your-data/code/")
    page.get_by_label("Six-digit code").fill(digits)
    press(page, "Show what you hold")
    page.get_by_role("link", name="Signatures", exact=True).click()
    press(page, "Withdraw this signature")
    expect(page.locator(".own-data__said")).to_contain_text("It is withdrawn")
    signatures_shown(page, SIGNATURES)
    context.close()


def test_suzie_types_the_code_instead_of_following_the_link(page: Page, live_server: LiveServer) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + SIGN)
    fill_and_sign(page)
    inbox = page.url
    digits = code_in_the_mail(page, live_server.url, "Confirm your signature")
    page.goto(inbox)
    page.locator("main").get_by_label("Email address").fill(SUZIE["email"])
    page.get_by_label("Six-digit code").fill(f"{digits[:3]} {digits[3:]}")
    press(page, "Confirm my signature")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your signature counts")
    assert Signature.objects.confirmed().filter(name=SUZIE["name"]).count() == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_somebody_abroad_signs_without_a_postcode(browser: Browser, live_server: LiveServer, javascript: bool) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(live_server.url + SIGN)
    page.get_by_text("I live outside the UK").click()
    page.get_by_label("Country").select_option("New Zealand")
    page.get_by_label("Full name").fill("Charlie Chair")
    page.locator("main").get_by_label("Email address").fill("charlie@example.org")
    page.get_by_role("button", name="Sign now").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("inbox")
    assert Signature.objects.get(name="Charlie Chair").country == "NZ"
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
    assert not Signature.objects.filter(name="M").exists()
