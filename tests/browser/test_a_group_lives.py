"""A group from its first form to its first evening: on a phone, by those who do it, with JavaScript and without."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from config.demo import loader
from groups.enums import BookingState, GroupState
from groups.models import Booking, CommunityGroup, Event, Membership
from groups.services import telling
from mail.models import Delivery
from mail.services import drain as mail
from tests.browser.pages_to_check import follow, press
from tests.browser.test_morgan_edits import sign_in
from tests.cast import MALLORY, SUZIE

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
NAME = "Preston Freedom Circle"
PHONE = ViewportSize(width=390, height=800)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    caches["limits"].clear()
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def open_the_link_in_the_mail(page: Page, base: str, subject: str, path: str) -> None:
    mail.send_due()
    page.goto(f"{base}/dev/mail/")
    follow(page, page.get_by_role("link", name=re.compile(subject)).first)
    page.goto(base + re.findall(path, page.content())[0])


def begin(page: Page, base: str) -> None:
    page.goto(f"{base}/groups/")
    follow(page, page.get_by_role("link", name="Start a group"))
    page.get_by_label("Full name").fill(SUZIE["name"])
    page.locator("main").get_by_label("Email address").fill(SUZIE["email"])
    page.get_by_label("How old are you?").select_option("18 or over")
    press(page, "Send me the link")
    expect(page.get_by_role("heading", level=1)).to_contain_text("inbox")
    open_the_link_in_the_mail(page, base, "Confirm your address", r"/groups/register/[\w-]{30,}/")
    assert CommunityGroup.objects.latest("pk").state == GroupState.DRAFT
    press(page, "Confirm and go on")


def fill_in(page: Page) -> None:
    """A mistake is said at its field, and nothing else is lost by it."""
    page.get_by_label("Name of the group").fill(NAME)
    page.get_by_label("What kind of group is it?").select_option("Town or village group")
    page.get_by_label("In your own words").fill("We meet once a month, learn the signs and write letters.")
    page.get_by_label("How old are its members?").select_option(index=1)
    press(page, "Save and go on")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("Name of the group")).to_have_value(NAME)
    page.get_by_label("Learn the signs").check()
    press(page, "Save and go on")
    page.get_by_label("Town or village").fill("Preston")
    page.get_by_label("Postcode where you meet").fill("pr11aa")
    press(page, "Save and go on")
    page.get_by_label("Name of the second leader").fill("Priya Teacher")
    page.get_by_label("Email address of the second leader").fill("priya@example.org")
    page.get_by_label("They are 18 or over").check()
    page.get_by_label("Who is your safeguarding lead?").select_option(index=1)
    press(page, "Save and go on")
    page.get_by_label("Our group agrees to this").check()
    page.get_by_label("I agree to that").check()
    press(page, "Save and go on")


def send_in(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    for answer in (NAME, "Preston", "PR1 1AA", "Priya Teacher"):
        expect(page.locator("main")).to_contain_text(answer)
    press(page, "Send it in")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your registration")


def approve_with_two_clicks(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, base, loader.DELE)
    page.goto(f"{base}/admin/group-applications/")
    follow(page, page.get_by_role("link", name=f"Approve: {NAME}"))
    press(page, "Approve")
    assert CommunityGroup.objects.get(name=NAME).state == GroupState.APPROVED
    page.goto("about:blank")
    context.close()


def sign_in_by_code(page: Page, base: str, path: str, email: str) -> None:
    page.goto(base + path)
    follow(page, page.get_by_role("link", name="Send me a code"))
    page.locator("main").get_by_label("Email address").fill(email)
    press(page, "Send me a code")
    code = Delivery.objects.filter(context__has_key="code").latest("pk").context["code"]
    page.get_by_label("Code").fill(code)
    press(page, "Go on")
    expect(page).to_have_url(base + path)


def plan(page: Page) -> None:
    follow(page, page.get_by_role("link", name="Plan events, and see who comes"))
    follow(page, page.get_by_role("link", name="Plan an event"))
    page.get_by_label("What is it called?").fill("First evening")
    page.get_by_label("Day").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    page.get_by_label("Begins at").fill("19:00")
    page.get_by_label("Ends at").fill("20:30")
    page.get_by_label("Where?").fill("Example Hall, Preston")
    page.get_by_label("How many places?").fill("12")
    page.get_by_label("What happens there?").fill("Tea, the signs, and what we do next.")
    follow(page, page.locator("main form button[type=submit]"))
    press(page, "Publish it")
    expect(page.locator("main")).to_contain_text("Everybody can see it now.")


def book_without_an_account(browser: Browser, base: str, *, javascript: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(base + Event.objects.get(title="First evening").get_absolute_url())
    page.get_by_label("Full name").fill(MALLORY["name"])
    page.locator("main").get_by_label("Email address").fill(MALLORY["email"])
    press(page, "Ask for a place")
    open_the_link_in_the_mail(page, base, "Confirm your place: First evening", r"/groups/bookings/[\w-]{30,}/")
    assert Booking.objects.latest("pk").state == BookingState.ASKED
    press(page, "Confirm my place")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have a place")
    assert context.cookies() == []
    context.close()


def let_the_evening_pass() -> None:
    now = timezone.now()
    Event.objects.filter(title="First evening").update(
        starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1)
    )


def note_who_came(page: Page, base: str, path: str) -> None:
    page.goto(f"{base}{path}events/")
    follow(page, page.get_by_role("link", name="First evening"))
    page.get_by_label(MALLORY["name"]).check()
    press(page, "Note who came")
    expect(page.locator("main")).to_contain_text("Came: 1.")


def test_suzie_registers_a_group_dele_approves_it_and_it_holds_its_first_evening(
    phone: Page, browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest
) -> None:
    base = live_server.url
    begin(phone, base)
    fill_in(phone)
    send_in(phone)
    assert phone.context.cookies() == []
    approve_with_two_clicks(browser, base)
    group = CommunityGroup.objects.get(name=NAME)
    home = f"{group.get_absolute_url()}lead/"
    sign_in_by_code(phone, base, home, SUZIE["email"])
    assert Membership.objects.leading().filter(group=group, person__name=SUZIE["name"]).exists()
    plan(phone)
    book_without_an_account(browser, base, javascript="without" not in request.node.callspec.id)
    telling.tell()
    let_the_evening_pass()
    note_who_came(phone, base, home)
    assert Booking.objects.get(event__title="First evening").came
