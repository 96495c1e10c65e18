"""The bank of questions. Words that somebody was asked stay: a change of them is a new question in place of the old."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from pages import facts
from pages.models import Fact
from people.models import User
from training.models import Course, Indicator, Option, Question
from training.selectors.questions import named_facts

FEWEST, MOST = 2, 6  # options


class BadOptions(ValueError):
    """The options are too few or too many, or not one of them is right; the message says which."""


class Replaced(Exception):
    """It was replaced or retired meanwhile."""


class OptionText(NamedTuple):
    text: str
    is_right: bool
    why: str


class Text(NamedTuple):
    """What a question says."""

    module: int
    text: str
    options: Sequence[OptionText]
    is_critical: bool
    source: str
    review_by: date
    fact: Fact | None = None
    indicator: Indicator | None = None

    @property
    def fields(self) -> dict[str, object]:
        return {name: value for name, value in self._asdict().items() if name != "options"}


def check(options: Sequence[OptionText]) -> None:
    if not FEWEST <= len(options) <= MOST:
        raise BadOptions(f"Give {FEWEST} to {MOST} answers.")
    if sum(option.is_right for option in options) != 1:
        raise BadOptions("Exactly one answer is right.")
    if len({option.text.casefold() for option in options}) != len(options):
        raise BadOptions("Two answers say the same.")


def unknown_facts(text: str) -> list[str]:
    """The keys that it names and no live fact has."""
    known = facts.by_key()
    return [key for key in named_facts(text) if key not in known]


@transaction.atomic
def add(*, course: Course, text: Text, by: User | None) -> Question:
    """Raises BadOptions."""
    check(text.options)
    made = Question.objects.create(course=course, **text.fields)
    give_options(made, text.options)
    log(made, "training.question_add", user=by)
    return made


@transaction.atomic
def change(question: Question, *, text: Text, by: User | None) -> Question:
    """The same row where nobody was asked it yet, else a new one in its place. Raises BadOptions and Replaced."""
    check(text.options)
    found = locked(question)
    if not found.was_asked:
        Question.objects.filter(pk=found.pk).update(**text.fields)
        found.options.all().delete()
        found.refresh_from_db()
        give_options(found, text.options)
        log(found, "training.question_change", user=by)
        return found
    found.retired_at = timezone.now()
    found.save(update_fields=["retired_at"])
    made = Question.objects.create(course=found.course, replaces=found, **text.fields)
    give_options(made, text.options)
    log(made, "training.question_replace", user=by)
    return made


@transaction.atomic
def retire(question: Question, *, by: User | None) -> None:
    """It is drawn no more; what was asked and answered stays. Raises Replaced."""
    found = locked(question)
    found.retired_at = timezone.now()
    found.save(update_fields=["retired_at"])
    log(found, "training.question_retire", user=by)


@transaction.atomic
def bring_back(question: Question, *, by: User | None) -> None:
    """Raises Replaced where another stands in its place."""
    found = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if Question.objects.filter(replaces=found).exists():
        raise Replaced
    found.retired_at = None
    found.save(update_fields=["retired_at"])
    log(found, "training.question_bring_back", user=by)


def locked(question: Question) -> Question:
    found = Question.objects.select_for_update(of=("self",)).select_related("course").get(pk=question.pk)
    if found.retired_at is not None:
        raise Replaced
    return found


def give_options(question: Question, options: Sequence[OptionText]) -> None:
    rows = [Option(question=question, order=order, **option._asdict()) for order, option in enumerate(options, start=1)]
    Option.objects.bulk_create(rows)
