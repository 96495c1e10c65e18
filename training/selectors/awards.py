"""Awards for lists and pages: as they stand on a day, and everything that became of one."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from training.models import Award, CourseExtension, Extension, Reminded, Revocation


class Step(NamedTuple):
    """Something that became of an award."""

    on: date
    what: str
    why: str = ""
    by: str = ""
    extension: int | None = None  # that can still be undone
    revocation: int | None = None  # that is in force


def as_of(day: date) -> QuerySet[Any]:
    rows = Award.objects.standing_on(day)
    return rows.select_related("course", "version", "group", "constituency", "person__address")


def of_person(person: int, day: date) -> QuerySet[Any]:
    return as_of(day).filter(person=person).order_by("course__order", "-valid_from", "-pk")


def history(award: Award) -> list[Step]:
    """The oldest first; of one day in the order in which they happened."""
    steps = [
        given(award),
        *extensions(award),
        *revocations(award),
        *renewals(award),
        *reminders(award),
    ]
    return sorted(steps, key=lambda step: step.on)


def in_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def given(award: Award) -> Step:
    by = str(award.by_user or "") or (award.by_person.name if award.by_person else "")
    return Step(timezone.localdate(award.at), f"Given: {award.get_method_display()}", award.evidence, by)


def extensions(award: Award) -> Iterator[Step]:
    rows = Extension.objects.filter(award=award).select_related("by", "undone__by", "of_course")
    for row in rows:
        undone = getattr(row, "undone", None)
        whom = " for all who hold the course" if row.of_course_id else ""
        what = f"Extended to {in_words(row.until)}{whom}"
        yield Step(row.on, what, row.reason, str(row.by or ""), extension=None if undone else row.pk)
        if undone:
            what = f"The extension to {in_words(row.until)} was undone"
            yield Step(undone.on, what, undone.reason, str(undone.by or ""))


def revocations(award: Award) -> Iterator[Step]:
    for row in Revocation.objects.filter(award=award).select_related("by", "reinstatement__by"):
        back = getattr(row, "reinstatement", None)
        yield Step(row.on, "Revoked", row.reason, str(row.by or ""), revocation=None if back else row.pk)
        if back:
            yield Step(back.on, "Counts again", back.reason, str(back.by or ""))


def renewals(award: Award) -> Iterator[Step]:
    for row in award.renewals.order_by("pk"):
        yield Step(row.issued_on, f"Renewed from {in_words(row.valid_from)}: {row.get_method_display()}", row.evidence)


def reminders(award: Award) -> Iterator[Step]:
    for row in Reminded.objects.filter(award=award, was_passed_over=False).order_by("pk"):
        yield Step(timezone.localdate(row.at), f"Reminded: {row.get_rule_display().lower()}")


def course_extensions() -> QuerySet[Any]:
    """With how many awards each reached, and for how many of these it still holds."""
    reached = Count("extensions")
    rows = CourseExtension.objects.select_related("course", "by").annotate(
        reached=reached, holding=Count("extensions", filter=Q(extensions__undone=None))
    )
    return rows.order_by("-at", "-pk")
