"""What somebody is asked, what they answered, and when they may try again."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from people.models import Person
from training.enums import AttemptState
from training.models import Answer, Attempt, Award, CourseVersion, Module, Option, Question
from training.selectors.questions import with_facts


class Choice(NamedTuple):
    pk: int
    text: str
    is_chosen: bool


class Asked(NamedTuple):
    """A question as it is shown before the end: nothing in it tells which answer is right."""

    number: int
    pk: int
    text: str
    choices: list[Choice]

    @property
    def is_answered(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


class Judged(NamedTuple):
    text: str
    is_right: bool
    is_chosen: bool
    why: str


class Explained(NamedTuple):
    """A question after the end, with why each answer is right or wrong."""

    number: int
    text: str
    module: int
    is_critical: bool
    is_right: bool
    is_answered: bool
    choices: list[Judged]


def by_token(token: str) -> Attempt | None:
    """None where its owner was erased."""
    known = Attempt.objects.filter(person__erased_at=None, person__isnull=False)
    return known.select_related("version__course", "person", "update__fact").filter(token=token).first()


def sheet(attempt: Attempt) -> list[Asked]:
    questions, options, answers = rows_of(attempt)
    return [
        Asked(
            number,
            pk,
            with_facts(questions[pk].text),
            [Choice(each, with_facts(options[each].text), answers.get(pk) == each) for each in order],
        )
        for number, (pk, order) in enumerate(attempt.asked, start=1)
    ]


def explained(attempt: Attempt) -> list[Explained]:
    """Only of one that is over."""
    if attempt.is_open:
        raise ValueError("It is not over, so its answers are told to nobody.")
    questions, options, answers = rows_of(attempt)
    told = []
    for number, (pk, order) in enumerate(attempt.asked, start=1):
        question, chosen = questions[pk], answers.get(pk)
        choices = [judged(options[each], chosen) for each in order]
        is_right = any(choice.is_right and choice.is_chosen for choice in choices)
        told.append(
            Explained(
                number,
                with_facts(question.text),
                question.module,
                question.is_critical,
                is_right,
                chosen is not None,
                choices,
            )
        )
    return told


def judged(option: Option, chosen: int | None) -> Judged:
    return Judged(with_facts(option.text), option.is_right, option.pk == chosen, with_facts(option.why))


def rows_of(attempt: Attempt) -> tuple[dict[int, Question], dict[int, Option], dict[int, int]]:
    keys = [pk for pk, _ in attempt.asked]
    options = Option.objects.filter(question__in=keys)
    answers = Answer.objects.filter(attempt=attempt).values_list("question_id", "option_id")
    return Question.objects.in_bulk(keys), {option.pk: option for option in options}, dict(answers)


def to_read_again(attempt: Attempt, told: list[Explained]) -> list[Module]:
    """The modules of which a question was answered wrong, or not at all."""
    numbers = {each.module for each in told if not each.is_right}
    return list(Module.objects.filter(version=attempt.version, number__in=numbers).order_by("number"))


def award_of(attempt: Attempt) -> Award | None:
    return Award.objects.filter(key=key_of(attempt)).first()


def key_of(attempt: Attempt) -> str:
    return f"quiz:{attempt.pk}"


def next_possible(person: Person, version: CourseVersion) -> datetime | None:
    """When somebody who failed too often may try again; None where that is now.

    After so many tries in a row comes a wait, and then they begin to count anew; so they do after a pause as long.
    """
    wait, counted, last = timedelta(hours=version.wait_hours), 0, None
    for ended in fails(person, version):
        counted = 1 if counted >= version.tries or (last and ended - last >= wait) else counted + 1
        last = ended
    until = last + wait if last and counted >= version.tries else None
    return until if until and until > timezone.now() else None


def next_possible_after(attempt: Attempt) -> datetime | None:
    """By the rules of the version that is in use by now."""
    in_use = CourseVersion.objects.in_use().filter(course=attempt.version.course_id).first()
    return next_possible(attempt.person, in_use or attempt.version) if attempt.person else None


def fails(person: Person, version: CourseVersion) -> list[datetime]:
    """When each of the attempts that led to nothing ended, the oldest first, since the last that was passed."""
    rows = Attempt.objects.over().of_course().filter(person=person, version__course=version.course_id)
    found: list[datetime] = []
    for state, sent, ends in rows.order_by("begun_at", "pk").values_list("state", "sent_at", "ends_at"):
        found = [] if state == AttemptState.PASSED else [*found, min(sent or ends, ends)]
    return found


def seen(person: Person, course_id: int) -> dict[int, int]:
    """How often each question of the course was asked of somebody."""
    times: dict[int, int] = {}
    for asked in Attempt.objects.filter(person=person, version__course=course_id).values_list("asked", flat=True):
        for pk, _ in asked:
            times[pk] = times.get(pk, 0) + 1
    return times
