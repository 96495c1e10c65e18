"""The words of questions, which name facts as {fact:key}, so that a fact that changes shows in them at once."""

import re
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from pages import facts
from training.enums import Weakness
from training.models import Course, ItemStatistic, Question

LETTERS = "ABCDEF"
NAMED = re.compile(r"\{fact:([\w-]+)\}")


def with_facts(text: str) -> str:
    """A fact that is not live leaves its place empty, as on pages."""
    known = facts.by_key()
    return NAMED.sub(lambda found: known[found[1]].value if found[1] in known else "", text)


def named_facts(text: str) -> list[str]:
    return NAMED.findall(text)


def bank() -> QuerySet[Question]:
    """All that may be drawn, and those that were retired, with what the lists of staff show."""
    measured = {name: F(f"statistic__{name}") for name in ("answered", "right", "discrimination", "flag")}
    found = Question.objects.select_related("course", "statistic", "fact", "indicator", "replaced_by")
    return found.annotate(**measured)


def weak_number() -> int:
    return Question.objects.weak().count()


def due() -> QuerySet[Question]:
    """Past the day by which somebody should have checked them."""
    return Question.objects.in_use().filter(review_by__lt=timezone.localdate())


class Shown(NamedTuple):
    """An answer as staff see it."""

    letter: str
    text: str
    is_right: bool
    why: str
    chosen: int  # how often, by the statistic of last night


def options(question: Question) -> list[Shown]:
    statistic = getattr(question, "statistic", None)
    chosen = statistic.chosen if statistic else {}
    return [
        Shown(letter, with_facts(option.text), option.is_right, with_facts(option.why), chosen.get(str(option.pk), 0))
        for letter, option in zip(LETTERS, question.options.all(), strict=False)
    ]


def weaknesses(statistic: ItemStatistic | None) -> list[str]:
    """In words."""
    if statistic is None or not statistic.flag:
        return []
    return [str(Weakness(flag).label) for flag in statistic.flag.split(",")]


def courses_with_bank() -> QuerySet[Course]:
    return Course.objects.filter(Exists(Question.objects.filter(course=OuterRef("pk")))).order_by("order", "title")
