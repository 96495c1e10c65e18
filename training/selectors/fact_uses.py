"""Where courses use facts and signs: in no index, since versions name them by themselves."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page

from pages.models import Fact
from pages.uses import Use
from training.enums import VersionState
from training.models import Indicator, LessonPage, Module, Question

MOST = 500
SHOWN = (VersionState.DRAFT, VersionState.PUBLISHED)  # a version that readers no longer get shows nothing


def of_facts(asked: Collection[Fact], user: Any) -> dict[int, list[Use]]:
    """The versions that state each of these facts, under its primary key."""
    rows = Module.facts.through.objects.filter(fact__in=[fact.pk for fact in asked], module__version__state__in=SHOWN)
    rows = rows.order_by("module__version", "module__number")
    found: dict[int, dict[int, Use]] = defaultdict(dict)
    for row in rows.select_related("module__version__course")[:MOST]:
        found[row.fact_id].setdefault(row.module.version_id, of_module(row.module, user))
    return {pk: list(uses.values()) for pk, uses in found.items()}


def of_sign(sign: Indicator, user: Any) -> list[Use]:
    """The modules that teach it and the questions that ask about it."""
    modules = sign.modules.filter(version__state__in=SHOWN).select_related("version__course")
    taught = [of_module(module, user) for module in modules.order_by("version__course", "-version__number")[:MOST]]
    questions: Iterable[Question] = Question.objects.filter(indicator=sign, retired_at=None).order_by("module")[:MOST]
    return [*taught, *(Use("question", question.text) for question in questions)]


def of_module(module: Module, user: Any) -> Use:
    name = f"{module.version.course}, {module.version}, module {module.number}: {module.title}"
    may_see = user is not None and (user.has_perm("training.change_course") or user.has_perm("training.view_course"))
    return Use("course", name, reverse("training_courses:version", args=[module.version_id]) if may_see else "")


def first_lesson_taught(asked: Q) -> tuple[Page, str] | None:
    """Among these pages a lesson of a version: awards were given for what it says."""
    taught = Module.objects.filter(lesson__in=LessonPage.objects.filter(asked))
    module = taught.select_related("lesson", "version__course").order_by("-version", "number").first()
    if module is None:
        return None
    course = f"“{module.version.course}”, {module.version}"
    return module.lesson, f"“{module.lesson.title}” is a lesson of {course}, so it stays. Take it out of drafts only."
