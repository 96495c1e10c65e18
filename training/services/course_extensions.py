"""More time for all who hold a course, as when a pandemic stops every session; and taking that back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.models import User
from training.enums import Standing
from training.models import Award, Course, CourseExtension, Extension
from training.services import awards

LASTING = (Standing.VALID, Standing.EXPIRING, Standing.GRACE)


def ending_before(*, course: Course, until: date) -> QuerySet[Any]:
    """Those whom more time would help: valid or in grace today, and over before that day."""
    today = timezone.localdate()
    return Award.objects.filter(course=course).standing_on(today).filter(standing__in=LASTING, end__lt=until)


@transaction.atomic
def give(*, course: Course, until: date, reason: str, by: User) -> CourseExtension:
    made = CourseExtension.objects.create(course=course, until=until, reason=reason, by=by)
    chosen = list(ending_before(course=course, until=until))
    awards.extend_many(awards=chosen, until=until, reason=reason, by=by, of_course=made)
    return made


@transaction.atomic
def undo(*, extension: CourseExtension, reason: str, by: User) -> int:
    """Returns how many awards end again when they did; nothing changes for those undone before."""
    rows = Extension.objects.filter(of_course=extension, undone=None).select_related("award")
    return awards.undo_extensions(extensions=list(rows), reason=reason, by=by)
