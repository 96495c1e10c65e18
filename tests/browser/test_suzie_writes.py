"""Writing a letter as its user does: on a phone, by the link that brings her back, and with JavaScript off."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from campaigns.letter_enums import LetterState
from campaigns.models import Letter, LetterDraft
from campaigns.services import letter_drafts
from mail.services import drain as mail
from tests.browser.letters_to_check import action, draft
from tests.browser.pages_to_check import follow, press
from tests.cast import SUZIE

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
OWN = "I help at a drop-in in Leeds, and I meet people who have nowhere to go once their support ends."
REPORT = "There is a girl locked in the flat above us. They took her passport."


def saved(path: str) -> str:
    opened = letter_drafts.open_with(path.split("/drafts/")[1].split("/")[0])
    assert opened is not None
    return opened.content.text


def confirm_from_the_mail(page: Page, base: str) -> None:
    mail.send_due()
    page.goto(f"{base}/dev/mail/")
    follow(page, page.get_by_role("link", name=re.compile("Confirm your letter")).first)
    page.goto(base + re.findall(r"/letters/confirm/[\w-]+/", page.content())[0])
    press(page, "Confirm my letters")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_suzie_writes_comes_back_by_her_link_sends_and_confirms_on_a_phone(
    browser: Browser, live_server: LiveServer, javascript: bool
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=javascript)
    page, base = context.new_page(), live_server.url
    page.goto(base + action().get_absolute_url())
    follow(page, page.get_by_role("link", name="Write your letter").locator("visible=true").first)
    page.locator("label", has_text="Minister for Checks").click()
    page.locator("label", has_text="Commissioner for Checks").click()
    page.locator("label", has_text="A home").click()
    press(page, "Go on to your letter")
    page.get_by_label("Subject").fill("A home for a year")
    press(page, "Go on to send it")
    expect(page.get_by_role("alert")).to_contain_text("square brackets")
    page.get_by_label("Your letter", exact=True).fill(OWN)
    press(page, "Save and come back later")
    link = page.get_by_label("Your link").input_value()
    page.goto("about:blank")
    page.goto(base + link[link.index("/letters/") :])
    expect(page.get_by_label("Your letter", exact=True)).to_have_value(OWN)
    press(page, "See it as a letter")
    expect(page.get_by_text("Dear Minister")).to_be_visible()
    follow(page, page.get_by_role("link", name="Go on to send it"))
    page.get_by_label("Full name").fill(SUZIE["name"])
    page.locator("main").get_by_label("Email address").fill(SUZIE["email"])
    press(page, "Send my letter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("inbox")
    assert not LetterDraft.objects.filter(action__slug="to-be-checked").exists()
    confirm_from_the_mail(page, base)
    expect(page.get_by_role("heading", level=1)).to_contain_text("You have confirmed it")
    assert set(Letter.objects.filter(name=SUZIE["name"]).values_list("state", flat=True)) == {LetterState.CONFIRMED}
    assert context.cookies() == []
    context.close()


def test_it_is_kept_and_measured_while_she_writes(page: Page, live_server: LiveServer) -> None:
    path = draft(action())
    page.goto(live_server.url + path)
    page.get_by_label("Your letter", exact=True).fill(OWN)
    expect(page.locator(".letter-measure__saved")).to_contain_text("Saved at")
    expect(page.locator(".letter-measure__words")).to_contain_text(f"{len(OWN.split())} words.")
    assert saved(path) == OWN


def test_what_looks_like_a_report_is_not_kept_and_help_is_shown_at_once(page: Page, live_server: LiveServer) -> None:
    path = draft(action())
    page.goto(live_server.url + path)
    before = saved(path)
    page.get_by_label("Your letter", exact=True).fill(REPORT)
    expect(page.locator(".letter-danger")).to_be_visible()
    expect(page.locator(".letter-danger")).to_contain_text("999")
    assert saved(path) == before
    page.get_by_label("My letter is about no real person").check()
    expect(page.locator(".letter-measure__saved")).to_contain_text("Saved at")
    assert saved(path) == REPORT
