"""What we hold about Suzie, as she sees it: on a phone, by keyboard alone, and with JavaScript off."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from campaigns.models import Signature
from mail.services import drain as mail
from pages import victim_reports
from people.enums import Purpose
from people.models import Consent, DataRequest, Person
from tests import factories
from tests.browser.pages_to_check import follow, press
from tests.browser.test_everybody_can_use_every_page import findings, scrolls_sideways
from tests.cast import SUZIE
from tests.people.deeds import code_sent, confirmed, wording

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def suzie(transactional_db: None, settings: Any) -> Person:
    settings.EMAIL_BACKEND = "mail.backends.InboxBackend"
    wording(Purpose.CAMPAIGN_NEWS)
    wording(Purpose.TRAINING)
    return confirmed(factories.petition()).person


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def open_with_a_code(page: Page, base: str) -> None:
    page.goto(f"{base}/your-data/")
    page.get_by_label("Email address", exact=True).first.fill(SUZIE["email"])
    press(page, "Send me a code")
    page.get_by_label("Six-digit code").fill(code_sent())
    press(page, "Show what you hold")
    heading(page, "What we hold about you")


def code_in_the_mail(page: Page, base: str) -> str:
    mail.send_due()
    page.goto(f"{base}/dev/mail/")
    follow(page, page.get_by_role("link", name=re.compile("Your six-digit code")))
    return re.findall(r"\b\d{6}\b", page.locator(".inbox__text").inner_text())[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_suzie_goes_through_all_of_it_on_a_phone(
    browser: Browser, live_server: LiveServer, suzie: Person, javascript: bool
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{live_server.url}/your-data/")
    page.get_by_label("Email address", exact=True).first.fill(SUZIE["email"])
    press(page, "Send me a code")
    digits = code_in_the_mail(page, live_server.url)
    page.goto(f"{live_server.url}/your-data/code/")
    page.get_by_label("Six-digit code").fill(f"{digits[:3]} {digits[3:]}")
    press(page, "Show what you hold")
    page.get_by_role("checkbox", name="Training and events").check()
    press(page, "Save my choices")
    expect(page.locator(".own-data__said")).to_contain_text("Your choices are saved")
    assert Consent.objects.live().get().purpose == Purpose.TRAINING
    page.get_by_role("link", name="Signatures").click()
    press(page, "Withdraw this signature")
    assert not Signature.objects.filter(person=suzie).exists()
    follow(page, page.get_by_role("link", name="Erase what you hold about me"))
    heading(page, "Erase")
    press(page, "Erase it for good")
    heading(page, "It is erased")
    suzie.refresh_from_db()
    assert suzie.name == ""
    assert context.cookies() == []
    page.go_back()
    expect(page.get_by_text(SUZIE["name"])).to_have_count(0)
    context.close()


def test_suzie_opens_and_chooses_with_the_keyboard_alone(page: Page, live_server: LiveServer, suzie: Person) -> None:
    page.goto(f"{live_server.url}/your-data/")
    tab_to(page, "input[type=email]")
    page.keyboard.type("suzie@example.org")
    page.keyboard.press("Enter")
    heading(page, "Enter the code")
    tab_to(page, "#id_code")
    page.keyboard.type("12 34")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Six-digit code")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(code_sent())
    page.keyboard.press("Enter")
    heading(page, "What we hold about you")
    tab_to(page, "input[type=checkbox]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".own-data__said")).to_contain_text("Your choices are saved")
    assert Consent.objects.live().get().purpose == Purpose.CAMPAIGN_NEWS
    tab_to(page, "form[action$='/finished/'] button")
    page.keyboard.press("Enter")
    heading(page, "Your data is closed")
    page.goto(f"{live_server.url}/your-data/yours/")
    heading(page, "Your data is closed")


def tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_back_after_being_finished_or_leaving_shows_nothing(page: Page, live_server: LiveServer, suzie: Person) -> None:
    open_with_a_code(page, live_server.url)
    press(page, "finished: close it")
    page.go_back()
    expect(page.get_by_text(SUZIE["name"])).to_have_count(0)
    open_with_a_code(page, live_server.url)
    page.get_by_role("link", name="Exit this page").first.click()
    page.wait_for_url("http://neutral.example*/**")
    page.context.clear_cookies(name="exit_marker")
    page.goto(f"{live_server.url}/your-data/yours/")
    heading(page, "Your data is closed")


def test_what_suzie_takes_along_opens_without_the_site(
    page: Page, browser: Browser, live_server: LiveServer, suzie: Person, tmp_path: Path
) -> None:
    open_with_a_code(page, live_server.url)
    for name, link in (("my-data.json", "JSON"), ("my-data.html", "page to read")):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        download.value.save_as(tmp_path / name)
    held = json.loads((tmp_path / "my-data.json").read_text())["records"][0]["held"]
    assert "Signatures" in {kind["what"] for kind in held}
    offline = browser.new_context(offline=True)
    alone = offline.new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(f"file://{tmp_path}/my-data.html")
    heading(alone, "What we hold about you")
    expect(alone.get_by_text(SUZIE["postcode"])).to_be_visible()
    assert [address for address in asked if not address.startswith("file://")] == []
    assert findings(alone) == []
    offline.close()


def test_a_report_that_is_typed_into_the_form_leads_to_help(
    page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(victim_reports, "recognise", lambda text: ["a-rule"] if "locked in" in text else [])
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/your-data/ask/")
    page.get_by_label("What would you like?").select_option("complaint")
    page.get_by_label("Full name").fill(SUZIE["name"])
    page.get_by_label("Email address", exact=True).first.fill(SUZIE["email"])
    page.get_by_label("Tell us more").fill("A girl is locked in a flat.")
    press(page, "Send it")
    heading(page, "Is somebody in danger?")
    expect(page.get_by_label("Tell us more")).to_have_value("A girl is locked in a flat.")
    assert not DataRequest.objects.exists()
    assert findings(page) == []
    assert scrolls_sideways(page) == []
    page.get_by_role("checkbox", name=re.compile("about no real person")).check()
    press(page, "Send it to the data protection officer")
    heading(page, "We have it")
    expect(page.get_by_text(DataRequest.objects.get().reference)).to_be_visible()


def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page, live_server: LiveServer, suzie: Person) -> None:
    Person.objects.create(address=suzie.address, slot=2, name="Charlie Sharer")
    page.set_viewport_size({"width": 320, "height": 640})
    open_with_a_code(page, live_server.url)
    inside = "/your-data/yours/"
    for path in (
        inside,
        f"{inside}1/held/signatures/",
        f"{inside}1/held/messages-sent/",
        f"{inside}1/name/",
        f"{inside}1/erase/",
        "/your-data/",
        "/your-data/ask/",
        "/your-data/ask/received/",
        "/your-data/closed/",
    ):
        page.goto(live_server.url + path)
        assert findings(page) == [], path
        assert scrolls_sideways(page) == [], path
