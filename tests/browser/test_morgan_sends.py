"""A mail-out as staff make one: written, tried out, approved by somebody else, paused on its way, and read of."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.services import mailout_sending
from config.jobs import mailouts as jobs
from mail.models import Delivery
from mail.services import drain
from people.models import User
from tests import factories
from tests.browser.pages_to_check import follow, press
from tests.campaigns import mailed

PEOPLE, SOME = 200, 20

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def post_room(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages come into the inbox of development, and only when a test says so."""
    settings.EMAIL_BACKEND = "mail.backends.InboxBackend"
    monkeypatch.setattr(mailout_sending, "call", lambda pk: None)


@contextmanager
def at_desk(browser: Browser, live_server: LiveServer, user: User, *, javascript: bool) -> Iterator[Page]:
    """Signed in, on a phone; without JavaScript at a desk, since the admin's own menu lies over a phone then."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 390 if javascript else 1280, "height": 844},
        java_script_enabled=javascript,
    )
    name = site_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def inbox() -> list[Path]:
    return sorted(Path(site_settings.INBOX).glob("*"))


def recipients() -> Counter[str]:
    return Counter(str(message_from_bytes(each.read_bytes())["To"]) for each in inbox())


def compose(page: Page) -> Mailout:
    """With a heading; the form asks for no more."""
    page.goto("/admin/mail-outs/new/")
    page.locator("[name=title]").fill("November news")
    page.locator("[name=slug]").fill("november-news")
    page.locator("[name=subject]").fill("We met the minister")
    expect(page.locator("[data-count]")).to_contain_text(f"{PEOPLE} addresses")
    page.locator("[data-streamfield-stream-container] button[title='Insert a block']").first.click()
    page.get_by_role("option", name="Heading").click()
    page.locator("[name=body-0-value]").fill("Thank you for standing with survivors")
    press(page, "Create")
    return Mailout.objects.get()


def look(page: Page, made: Mailout) -> None:
    page.goto(f"/admin/mail-outs/{made.pk}/")
    follow(page, page.get_by_role("link", name="Preview", exact=True))
    shown = page.locator("iframe.mailout__frame")
    assert shown.count() == 5, "a computer, a phone, in the dark, as text, and without images"
    expect(shown.first.content_frame.locator("body")).to_contain_text("Thank you for standing with survivors")


def step(page: Page, made: Mailout, link: str, button: str) -> None:
    page.goto(f"/admin/mail-outs/{made.pk}/")
    follow(page, page.get_by_role("link", name=link, exact=True))
    if (reason := page.locator("[name=because]")).count():
        reason.fill("We look at a link again.")
    press(page, button)


def send_some(made: Mailout) -> int:
    """Fewer than all: it is stopped again and again."""
    jobs.carry_mailouts()
    while left(made) < SOME:
        drain.send_due(bulk=True, seconds=0.1)
    return left(made)


def left(made: Mailout) -> int:
    return Delivery.objects.filter(mailing__mailout=made, state="accepted").count()


def send_the_rest() -> None:
    drain.send_due(bulk=True, seconds=60)
    jobs.carry_mailouts()


def pause_and_go_on(page: Page, made: Mailout) -> None:
    some = send_some(made)
    assert SOME <= some < PEOPLE
    step(page, made, "Pause", "Pause it now")
    drain.send_due(bulk=True, seconds=2)
    assert left(made) == some, "nothing leaves of what is paused"
    step(page, made, "Go on", "Go on")
    send_the_rest()


def read_the_report(page: Page, made: Mailout) -> None:
    page.goto(f"/admin/mail-outs/{made.pk}/watch/")
    expect(page.locator(".mailout__figures")).to_contain_text(f"{PEOPLE} of {PEOPLE}")
    expect(page.locator(".mailout__state")).to_have_text("Finished")


def insist_on_each_once(made: Mailout) -> None:
    assert mailed.state(made) == MailoutState.FINISHED
    assert set(recipients().values()) == {1}
    assert len(recipients()) == PEOPLE


def test_morgan_writes_and_tries_out_charlie_approves_and_it_reaches_everybody_once(
    browser: Browser, live_server: LiveServer
) -> None:
    morgan, charlie = factories.morgan(), factories.member_of("Approvers")
    mailed.supporters(PEOPLE)
    with at_desk(browser, live_server, morgan, javascript=True) as page:
        made = compose(page)
        look(page, made)
        step(page, made, "Send it to me alone", "Send it to me")
        drain.send_due(seconds=10)
        assert recipients() == Counter([morgan.email])
        for each in inbox():
            each.unlink()
        step(page, made, "Hand in for approval", "Hand it in")
        assert page.get_by_role("link", name="Approve", exact=True).count() == 0, "nobody approves their own"
        with at_desk(browser, live_server, charlie, javascript=True) as other:
            other.goto(f"/admin/mail-outs/{made.pk}/approve/")
            expect(other.get_by_role("heading", name="Who gets it")).to_be_visible()
            other.get_by_role("button", name="Approve it as it stands here").focus()
            other.keyboard.press("Enter")
            other.wait_for_url(f"**/mail-outs/{made.pk}/")
        step(page, made, "Send it, or say when", "Let it leave")
        pause_and_go_on(page, made)
        read_the_report(page, made)
    insist_on_each_once(made)


def test_without_javascript_it_is_approved_sent_paused_and_read_of(browser: Browser, live_server: LiveServer) -> None:
    morgan, charlie = factories.morgan(), factories.member_of("Approvers")
    mailed.supporters(PEOPLE)
    made = mailed.mailout(created_by=morgan, changed_by=morgan)
    with at_desk(browser, live_server, morgan, javascript=False) as page:
        step(page, made, "Hand in for approval", "Hand it in")
        with at_desk(browser, live_server, charlie, javascript=False) as other:
            step(other, made, "Approve", "Approve it as it stands here")
        step(page, made, "Send it, or say when", "Let it leave")
        pause_and_go_on(page, made)
        read_the_report(page, made)
    insist_on_each_once(made)
