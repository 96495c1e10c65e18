"""A quiz in each of its states, for the checks of every page."""

from collections.abc import Callable

from playwright.sync_api import Page

from people.models import Person
from people.services import people
from tests.training.quizzing import right_answers
from training.models import Attempt, Course, CourseVersion
from training.services import attempts, entries

QUIZ_ADDRESSES = {"coming to a quiz": "/training/awareness/quiz/", "unknown quiz": "/training/quiz/no-such-token/"}


def somebody() -> Person:
    return people.meet(email=f"taker-{Person.objects.count()}@example.org", name="Suzie Signer").person


def begun() -> Attempt:
    version = CourseVersion.objects.in_use().select_related("course").get(course__slug="awareness")
    return attempts.begin(person=somebody(), version=version)


def opened(page: Page, base: str, attempt: Attempt) -> None:
    page.goto(f"{base}/training/quiz/{attempt.token}/")


def open_quiz(page: Page, base: str) -> None:
    opened(page, base, begun())


def open_passed(page: Page, base: str) -> None:
    attempt = begun()
    opened(page, base, attempts.submit(token=attempt.token, chosen=right_answers(attempt)))


def open_failed(page: Page, base: str) -> None:
    attempt = begun()
    opened(page, base, attempts.submit(token=attempt.token, chosen=right_answers(attempt, wrong=4)))


def open_code(page: Page, base: str) -> None:
    course, email = Course.objects.get(slug="awareness"), f"coming-{Person.objects.count()}@example.org"
    entry = entries.ask(course=course, name="Suzie Signer", email=email, is_adult=True)
    page.goto(f"{base}/training/quiz-code/{entry.token}/")


QUIZ_STATES: dict[str, Callable[[Page, str], None]] = {
    "code for a quiz": open_code,
    "quiz": open_quiz,
    "quiz passed": open_passed,
    "quiz not passed": open_failed,
}
