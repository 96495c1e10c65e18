"""Banks of questions and people who answer them, for tests."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from mail.models import Delivery
from pages.models import Fact
from people.models import Person, User
from people.services import people
from tests import factories
from training.models import Answer, Attempt, Course, CourseVersion, LessonPage, Module, Option, Question, UpdateAsked
from training.services import attempts, questions, updates
from training.services.questions import OptionText, Text

MODULES, EACH, CRITICAL_EACH = 6, 7, 2
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def somebody(name: str = "suzie", title: str = "Suzie Signer") -> Person:
    return people.meet(email=f"{name}@example.org", name=title).person


def text(words: str = "What do you do?", **fields: Any) -> Text:
    options = (
        OptionText("Ring the police", True, "They can act at once."),
        OptionText("Ask them about it", False, "That may put them in danger."),
        OptionText("Follow the car", False, "That may put you in danger."),
    )
    defaults = {"module": 1, "is_critical": False, "source": "Home Office", "options": options}
    review_by = timezone.localdate() + timedelta(days=300)
    return Text(**{"text": words, "review_by": review_by, **defaults, **fields})


def version(slug: str = "signs", *, modules: int = MODULES, each: int = EACH, **fields: Any) -> CourseVersion:
    """In use, with modules and a full bank: in each module the first two questions are safety-critical."""
    made = factories.course_version(factories.course(slug), **fields)
    lessons = factories.home()
    for number in range(1, modules + 1):
        module = Module(version=made, number=number, title=f"Module {number}", lesson=lesson(lessons, slug, number))
        module.save()
        for place in range(each):
            words = f"Question {place} of module {number}?"
            questions.add(
                course=made.course,
                text=text(words, module=number, is_critical=place < CRITICAL_EACH),
                by=None,
            )
    return made


def lesson(parent: Any, slug: str, number: int) -> Any:
    page = LessonPage(title=f"Lesson {number}", slug=f"{slug}-{number}", content_note="Nothing hard.", summary="Short.")
    parent.add_child(instance=page)
    return page


def right_answers(attempt: Attempt, *, wrong: int = 0, critical_wrong: int = 0) -> dict[int, int]:
    """By question, the right option; of so many harmless and so many critical questions a wrong one."""
    keys = [pk for pk, _ in attempt.asked]
    known = {question.pk: question for question in Question.objects.filter(pk__in=keys)}
    options = list(Option.objects.filter(question__in=keys))
    chosen = {}
    for pk in keys:
        if known[pk].is_critical:
            is_right, critical_wrong = critical_wrong <= 0, critical_wrong - 1
        else:
            is_right, wrong = wrong <= 0, wrong - 1
        chosen[pk] = next(each.pk for each in options if each.question_id == pk and each.is_right == is_right)
    return chosen


def fields(chosen: dict[int, int], **more: str) -> dict[str, str]:
    return {**{f"question-{question}": str(option) for question, option in chosen.items()}, **more}


def begun(person: Person | None = None, of: CourseVersion | None = None) -> Attempt:
    return attempts.begin(person=person or somebody(), version=of or version())


def fail(person: Person, of: CourseVersion) -> Attempt:
    attempt = attempts.begin(person=person, version=of)
    return attempts.submit(token=attempt.token, chosen=right_answers(attempt, critical_wrong=1))


def passed(person: Person, of: CourseVersion) -> Attempt:
    attempt = attempts.begin(person=person, version=of)
    return attempts.submit(token=attempt.token, chosen=right_answers(attempt))


def address(attempt: Attempt) -> str:
    return f"/training/quiz/{attempt.token}/"


def post(attempt: Attempt, data: dict[str, Any], client: Client | None = None) -> Any:
    return (client or Client()).post(address(attempt), data, headers=SAME_SITE)


def last_code(email: str = "suzie@example.org") -> str:
    delivery = Delivery.objects.filter(kind="quiz_code", address__canonical=email).latest("pk")
    return str(delivery.context["code"])


def kept(attempt: Attempt) -> dict[int, int]:
    return dict(Answer.objects.filter(attempt=attempt).values_list("question_id", "option_id"))


def critical_fact(**fields: Any) -> Fact:
    return factories.fact(key="helpline-new", label="Helpline", value="1", statement="Ring one.", **fields)


def course_with_fact(fact: Fact, how_many: int = 3) -> Course:
    """In use, and with questions about the fact."""
    made = version()
    for number in range(how_many):
        questions.add(
            course=made.course,
            text=text(f"What is the number, {number}?", fact=fact, is_critical=True),
            by=None,
        )
    return made.course


def holders_of(how_many: int) -> list[Person]:
    """So many people who hold the course in use since yesterday."""
    of = CourseVersion.objects.get()
    people_ = [somebody(f"holder{number}", f"Holder {number}") for number in range(how_many)]
    for person in people_:
        factories.award(person, of)
    return people_


def asked_about(fact: Fact, by: User | None = None) -> UpdateAsked:
    """The fact changed after it was noted, and staff asked."""
    updates.note()
    change(fact)
    (changed,) = updates.changed()
    return updates.ask(
        taught=changed.taught, what_changed="The helpline has a new number.", by=by or factories.morgan()
    )


def change(fact: Fact, value: str = "2") -> None:
    fact.value, fact.statement = value, f"Ring {value}."
    fact.save_revision().publish()
