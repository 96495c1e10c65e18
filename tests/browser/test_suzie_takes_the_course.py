"""The course from its last lesson to the link of the certificate: without JavaScript, and by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from mail.services import drain as mail
from tests.cast import SUZIE
from tests.training.quizzing import right_answers
from training.models import Attempt, Award, Course, CourseVersion

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
MOST_STOPS = 400


def press(page: Page, control: Locator) -> None:
    """Go there by Tab alone, as somebody without a mouse does, and press Enter."""
    reach(page, control)
    page.keyboard.press("Enter")


def reach(page: Page, control: Locator) -> None:
    control.wait_for()
    for _ in range(MOST_STOPS):
        if control.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there.")


def choose(page: Page, options: list[int], wanted: int) -> None:
    """Radios are one stop of Tab: the space bar takes the first, arrow keys go on."""
    reach(page, page.locator(f"#choice-{options[0]}"))
    page.keyboard.press("Space")
    for _ in range(options.index(wanted)):
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"#choice-{wanted}")).to_be_checked()


def click(page: Page, control: Locator) -> None:
    control.click()


def code_in_the_mail(page: Page, base: str) -> str:
    mail.send_due()
    page.goto(f"{base}/dev/mail/")
    page.get_by_role("link", name=re.compile("Your code for the quiz")).first.click()
    found: list[str] = re.findall(r"\b\d{6}\b", page.locator(".inbox__text").inner_text())
    return found[0]


def come_to_the_quiz(page: Page, base: str, version: CourseVersion, go: Callable[[Page, Locator], None]) -> None:
    last = version.modules.order_by("-number").first()
    assert last is not None
    page.goto(f"{base}/training/{version.course.slug}/lessons/{last.number}/")
    go(page, page.get_by_role("link", name="Take the quiz"))
    main = page.locator("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("Take the quiz")
    page.get_by_label("Full name").fill(SUZIE["name"])
    main.get_by_label("Email address").fill(SUZIE["email"])
    page.get_by_label("How old are you?").select_option("adult")
    go(page, page.get_by_role("button", name="Send me a code"))
    expect(page.get_by_label("Six-digit code")).to_be_visible()
    here = page.url
    digits = code_in_the_mail(page, base)
    page.goto(here)
    page.get_by_label("Six-digit code").fill(digits)
    go(page, page.get_by_role("button", name="Begin"))
    expect(page.get_by_role("button", name="Send it in")).to_be_visible()


def test_suzie_passes_without_javascript_and_keeps_her_answers_on_the_way(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, java_script_enabled=False)
    page, version = context.new_page(), in_use()
    come_to_the_quiz(page, live_server.url, version, click)
    attempt = Attempt.objects.get()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    right = right_answers(attempt)
    for option in list(right.values())[:5]:
        page.locator(f"label[for=choice-{option}]").click()
    page.get_by_role("button", name="Keep my answers").click()
    expect(page.get_by_text("5 of 15 answers kept.")).to_be_visible()
    page.get_by_role("button", name=re.compile("I need more time")).click()
    expect(page.get_by_role("heading", name="You have more time")).to_be_visible()
    for option in list(right.values())[5:]:
        page.locator(f"label[for=choice-{option}]").click()
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have passed")
    award = Award.objects.get(key=f"quiz:{attempt.pk}")
    link = page.get_by_role("link", name="See your certificate")
    expect(link).to_have_attribute("href", f"/training/certificates/{award.token}/")
    assert context.cookies() == []
    context.close()


def test_suzie_passes_by_keyboard_alone_and_what_she_chooses_is_kept_by_itself(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page, version = context.new_page(), in_use()
    come_to_the_quiz(page, live_server.url, version, press)
    attempt = Attempt.objects.get()
    right = right_answers(attempt)
    for question, options in attempt.asked:
        choose(page, options, right[question])
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    assert attempt.answers.count() == 15
    press(page, page.get_by_role("button", name="Send it in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("You have passed")
    expect(page.get_by_role("link", name="See your certificate")).to_be_visible()
    context.close()


def in_use() -> CourseVersion:
    """Of the awareness course of the demonstration, which needs nothing before it."""
    course = Course.objects.listed().filter(prerequisites=None).earliest("order")
    return CourseVersion.objects.in_use().select_related("course").get(course=course)
