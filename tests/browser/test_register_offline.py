"""The register on a phone with no signal: nothing is lost, whatever order devices come back in."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from people.models import User
from tests.training import registers
from training.models import Mark, Session
from training.selectors import attendance

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
KEPT_PAGE = """caches.keys().then(async ([name]) => {
  if (!name) return false;
  const kept = await caches.open(name).then((cache) => cache.keys());
  return kept.length > 5;
})"""
PATIENCE = 20  # seconds
SENT, KEPT = "All marks are sent.", "Marks that wait to be sent: {}. They are kept on this device."


@pytest.fixture
def priya() -> User:
    return registers.trainer()


@pytest.fixture
def session(priya: User) -> Session:
    return registers.session("Suzie", "Charlie", "Dele", teacher=priya.person)


Device = Callable[[], Page]


@pytest.fixture
def device(browser: Browser, live_server: LiveServer, priya: User, session: Session) -> Any:
    """Makes a phone on which Priya is signed in, with the register open and kept."""
    contexts: list[BrowserContext] = []

    def make() -> Page:
        client = Client()
        client.force_login(priya)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/training/sessions/{session.pk}/register/")
        says(page, SENT)
        until(page, "navigator.serviceWorker.controller !== null")
        until(page, KEPT_PAGE)
        return page

    yield make
    for context in contexts:
        context.close()


def says(page: Page, words: str) -> None:
    expect(page.locator(".register__state")).to_have_text(words)


def until(page: Page, expression: str) -> None:
    """Asked again and again from here: within the page the policy would refuse it."""
    deadline = time.monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)


def cut(page: Page) -> None:
    page.context.set_offline(True)


def back(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")


def add(page: Page, name: str, email: str) -> None:
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Email address").last.fill(email)
    page.get_by_role("button", name="Save").click()


def came(session: Session) -> list[str]:
    return sorted(line.name for line in attendance.who_came(session))


def test_marks_made_without_signal_outlive_a_reload_and_are_sent_once(
    device: Device, session: Session, live_server: LiveServer
) -> None:
    page = device()
    cut(page)
    page.get_by_label("Suzie").check()
    says(page, KEPT.format(1))
    add(page, "Morgan", "morgan@example.org")
    says(page, KEPT.format(2))
    page.reload()
    says(page, KEPT.format(2))
    expect(page.get_by_label("Suzie")).to_be_checked()
    expect(page.get_by_label("Morgan")).to_be_checked()
    assert not Mark.objects.exists()
    back(page)
    says(page, SENT)
    assert came(session) == ["Morgan", "Suzie"]
    page.reload()
    says(page, SENT)
    expect(page.get_by_label("Suzie")).to_be_checked()
    expect(page.get_by_label("Charlie")).not_to_be_checked()
    assert Mark.objects.count() == 2


@pytest.mark.parametrize("first", [0, 1])
def test_two_devices_come_to_the_same_whichever_is_back_first(first: int, device: Device, session: Session) -> None:
    pages = [device(), device()]
    for page in pages:
        cut(page)
    pages[0].get_by_label("Suzie").check()
    pages[0].get_by_label("Charlie").check()
    pages[1].get_by_label("Suzie").check()
    pages[1].get_by_label("Suzie").uncheck()
    pages[1].get_by_label("Dele").check()
    says(pages[0], KEPT.format(2))
    says(pages[1], KEPT.format(3))
    for number in (first, 1 - first, first, 1 - first):
        back(pages[number])
        says(pages[number], SENT)
    assert came(session) == ["Charlie", "Dele"]
    assert Mark.objects.count() == 5
    for page in pages:
        back(page)
        expect(page.get_by_label("Charlie")).to_be_checked()
        expect(page.get_by_label("Dele")).to_be_checked()
        expect(page.get_by_label("Suzie")).not_to_be_checked()


def test_a_faulty_address_typed_without_signal_is_asked_for_again_and_mended(device: Device, session: Session) -> None:
    page = device()
    cut(page)
    add(page, "Morgan", "morgan at example")
    back(page)
    expect(page.get_by_text("Needs an email address to get the award")).to_be_visible()
    mend = page.locator(".register__line", has_text="Morgan").get_by_label("Email address")
    expect(mend).to_have_value("morgan at example")
    mend.fill("morgan@example.org")
    mend.press("Tab")
    says(page, SENT)
    expect(page.get_by_text("Needs an email address to get the award")).to_be_hidden()
    assert [line.person.name for line in attendance.who_came(session) if line.person] == ["Morgan"]


def test_once_it_is_closed_and_sent_nothing_is_left_on_the_device(device: Device, session: Session) -> None:
    page = device()
    page.get_by_label("Suzie").check()
    says(page, SENT)
    registers.over(session)
    page.reload()
    page.get_by_role("button", name="Close the register").click()
    says(page, "The register is closed and all marks are sent. Nothing is kept on this device any more.")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert kept(page) == {"marks": 0, "known": 0}


def test_signing_out_forgets_the_names_and_keeps_what_has_yet_to_be_sent(
    device: Device, session: Session, live_server: LiveServer
) -> None:
    page = device()
    cut(page)
    page.get_by_label("Suzie").check()
    says(page, KEPT.format(1))
    page.context.clear_cookies(name="sessionid")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".register__state")).to_contain_text("You are signed out.")
    page.goto(f"{live_server.url}/account/logout/")
    page.goto(f"{live_server.url}/account/login/")
    until(page, "caches.keys().then((names) => names.length === 0)")
    assert kept(page) == {"marks": 1, "known": 0}
    assert not Mark.objects.exists()


def kept(page: Page) -> dict[str, int]:
    """How many rows there are on the device."""
    found: dict[str, int] = page.evaluate(
        """async () => {
          const ask = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
          const database = await ask(indexedDB.open("register", 1));
          const count = (name) => ask(database.transaction(name).objectStore(name).count());
          const found = { marks: await count("marks"), known: await count("known") };
          database.close();
          return found;
        }"""
    )
    return found
