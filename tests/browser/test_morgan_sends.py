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

from campaigns.models import Mailout
from campaigns.services import mailout_sending
from config.jobs import mailouts as jobs
from mail.models import Delivery
from mail.services import drain
from people.models import User
from tests import factories
from tests.browser.pages_to_check import follow, press
from tests.campaigns import mailed

PEOPLE, FEW = 200, 3  # windows

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
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def inbox() -> list[Path]:
    return sorted(Path(site_settings.INBOX).glob("*"))


def recipients() -> Counter[str]:
    return Counter(str(message_from_bytes(each.read_bytes())["To"]) for each in inbox())


def empty_inbox() -> None:
    for each in inbox():
        each.unlink()


def compose(page: Page) -> Mailout:
    """To those who were active this year: a heading, a text that names its reader, and a button."""
    page.goto("/admin/mail-outs/new/")
    page.locator("[name=title]").fill("November news")
    page.locator("[name=slug]").fill("november-news")
    page.locator("[name=subject]").fill("We met the minister")
    page.get_by_label("Add a condition").select_option(label="Last active")
    press(page, "Add")
    row = page.get_by_role("group", name="Last active")
    row.get_by_label("When", exact=True).select_option(label="on or after")
    row.get_by_label("Day", exact=True).fill("2026-01-01")
    expect(page.locator("[data-count]")).to_contain_text(f"{PEOPLE} addresses")
    add_block(page, "Heading")
    page.locator("[name=body-0-value]").fill("Thank you for standing with survivors")
    add_block(page, "Text")
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("Dear {{first_name|friend}}, the minister listened.")
    add_block(page, "Button")
    page.locator("[name=body-2-value-label]").fill("Read what was said")
    page.locator("[name=body-2-value-url]").fill("https://www.example.org/said")
    closed = page.locator("[data-panel-toggle][aria-expanded=false]")
    closed.evaluate_all("toggles => toggles.forEach(each => each.click())")
    for name in ("quiet_from", "quiet_until"):  # no quiet hours: the test may run at night
        page.locator(f"[name={name}]").fill("00:00")
        page.keyboard.press("Escape")
    press(page, "Create")
    return Mailout.objects.get()


def add_block(page: Page, name: str) -> None:
    page.get_by_title("Insert a block").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def looks(page: Page, made: Mailout) -> dict[str, str]:
    """What is read in each frame of the preview, by its heading."""
    page.goto(f"/admin/mail-outs/{made.pk}/")
    follow(page, page.get_by_role("link", name="Preview", exact=True))
    frames = page.locator(".mailout__look")
    return {
        frame.get_by_role("heading").inner_text(): frame.locator("iframe").content_frame.locator("body").inner_text()
        for frame in frames.all()
    }


def ground(page: Page, name: str) -> str:
    """The colour behind the words of a look."""
    body = page.locator(".mailout__look", has=page.get_by_role("heading", name=name)).locator("iframe").content_frame
    return str(body.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))


def step(page: Page, made: Mailout, link: str, button: str) -> None:
    page.goto(f"/admin/mail-outs/{made.pk}/")
    follow(page, page.get_by_role("link", name=link, exact=True))
    if (reason := page.locator("[name=because]")).count():
        reason.fill("We look at a link again.")
    press(page, button)


def send_some(made: Mailout) -> int:
    """Fewer than all: whoever carries it finds nothing more after a few windows."""
    jobs.carry_mailouts()
    windows, find = iter(range(FEW)), drain.next_window
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(drain, "next_window", lambda *given: find(*given) if next(windows, None) is not None else None)
        drain.send_due(bulk=True, seconds=60)
    return left(made)


def left(made: Mailout) -> int:
    return Delivery.objects.filter(mailing__mailout=made, state="accepted").count()


def send_the_rest() -> None:
    drain.send_due(bulk=True, seconds=60)
    jobs.carry_mailouts()


def end_of(page: Page, made: Mailout) -> tuple[str, str]:
    """How it stands and how many have left, as the report says it."""
    page.goto(f"/admin/mail-outs/{made.pk}/watch/")
    figures = page.locator(".mailout__figures").inner_text()
    return page.locator(".mailout__state").inner_text(), " ".join(figures.split())


def test_morgan_writes_and_tries_out_charlie_approves_and_it_reaches_everybody_once(
    browser: Browser, live_server: LiveServer
) -> None:
    morgan, charlie = factories.morgan(), factories.member_of("Approvers")
    mailed.supporters(PEOPLE)
    with at_desk(browser, live_server, morgan, javascript=True) as page:
        made = compose(page)
        seen = looks(page, made)
        assert list(seen) == ["On a computer", "On a phone", "In the dark", "Without images", "As plain text"]
        assert all("Thank you for standing with survivors" in text for text in seen.values())
        assert all("Dear friend, the minister listened." in text for text in seen.values())
        assert ground(page, "In the dark") != ground(page, "On a phone")
        step(page, made, "Send it to me alone", "Send it to me")
        drain.send_due(seconds=10)
        assert recipients() == Counter([morgan.email])
        empty_inbox()
        step(page, made, "Hand in for approval", "Hand it in")
        assert page.get_by_role("link", name="Approve", exact=True).count() == 0, "nobody approves their own"
        with at_desk(browser, live_server, charlie, javascript=True) as other:
            other.goto(f"/admin/mail-outs/{made.pk}/approve/")
            expect(other.get_by_text("was last active on or after 1 January 2026")).to_be_visible()
            other.get_by_role("button", name="Approve it as it stands here").focus()
            other.keyboard.press("Enter")
            other.wait_for_url(f"**/mail-outs/{made.pk}/")
        step(page, made, "Send it, or say when", "Let it leave")
        some = send_some(made)
        assert 0 < some < PEOPLE
        step(page, made, "Pause", "Pause it now")
        drain.send_due(bulk=True, seconds=2)
        assert left(made) == some, "nothing leaves of what is paused"
        step(page, made, "Go on", "Go on")
        send_the_rest()
        state, figures = end_of(page, made)
    assert state == "Finished"
    assert f"{PEOPLE} of {PEOPLE}" in figures
    assert len(recipients()) == recipients().total() == PEOPLE


def test_without_javascript_it_is_approved_sent_paused_and_read_of(browser: Browser, live_server: LiveServer) -> None:
    morgan, charlie = factories.morgan(), factories.member_of("Approvers")
    mailed.supporters(PEOPLE)
    made = mailed.mailout(created_by=morgan, changed_by=morgan)
    with at_desk(browser, live_server, morgan, javascript=False) as page:
        step(page, made, "Hand in for approval", "Hand it in")
        with at_desk(browser, live_server, charlie, javascript=False) as other:
            step(other, made, "Approve", "Approve it as it stands here")
        step(page, made, "Send it, or say when", "Let it leave")
        some = send_some(made)
        assert 0 < some < PEOPLE
        step(page, made, "Pause", "Pause it now")
        drain.send_due(bulk=True, seconds=2)
        assert left(made) == some, "nothing leaves of what is paused"
        step(page, made, "Go on", "Go on")
        send_the_rest()
        state, figures = end_of(page, made)
    assert state == "Finished"
    assert f"{PEOPLE} of {PEOPLE}" in figures
    assert len(recipients()) == recipients().total() == PEOPLE
