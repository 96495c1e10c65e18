"""Reading courses: their versions with what each teaches."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from pages.enums import Kind
from pages.models import Fact
from training.models import Course, CourseVersion, Indicator, Module

MOST = 200  # courses in a list


class Listed(NamedTuple):
    course: Course
    version: CourseVersion


class Family(NamedTuple):
    """Signs of one kind that a version teaches."""

    label: str
    signs: list[Indicator]


def listed() -> list[Listed]:
    """Every course that readers see, with its version in use."""
    in_use = CourseVersion.objects.in_use().filter(course__in=Course.objects.listed())
    found = in_use.select_related("course").order_by("course__order", "course__title")[:MOST]
    return [Listed(version.course, version) for version in found]


def in_use(slug: str) -> CourseVersion | None:
    """The version that readers of this course see; None where they see none."""
    found = CourseVersion.objects.in_use().filter(course__in=Course.objects.listed(), course__slug=slug)
    return found.select_related("course__taught_by").first()


def modules(version: CourseVersion) -> list[Module]:
    """In their order, with the live signs and facts of each: what is not live is not taught either."""
    live_signs = Indicator.objects.filter(live=True).order_by("code")
    live_facts = Fact.objects.filter(live=True)
    found = version.modules.select_related("lesson", "revision").prefetch_related(
        Prefetch("indicators", live_signs, to_attr="signs"),
        Prefetch("facts", live_facts, to_attr="stated"),
        Prefetch("critical", live_facts, to_attr="safety"),
    )
    listing: list[Module] = [*found]
    for module in listing:
        module.version = version
    return listing


def families(taught: Iterable[Module]) -> list[Family]:
    """The signs of these modules, each once, by kind."""
    signs = {sign.pk: sign for module in taught for sign in module.signs}  # type: ignore[attr-defined]
    ordered = sorted(signs.values(), key=lambda sign: sign.code)
    by_kind = [(kind, [sign for sign in ordered if sign.kind == kind]) for kind in Kind]
    return [Family(str(kind.label), found) for kind, found in by_kind if found]


def versions(course: Course) -> QuerySet[CourseVersion]:
    return course.versions.select_related("published_by").order_by("-number")


def before(version: CourseVersion) -> CourseVersion | None:
    """The one that readers had, or have, before this."""
    earlier = CourseVersion.objects.filter(course=version.course_id, number__lt=version.number)
    return earlier.exclude(published_at=None).order_by("-number").first()
