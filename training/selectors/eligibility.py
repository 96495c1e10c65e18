"""Whether somebody may take a course, and what they hold of it."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Person
from training import validity
from training.enums import COUNTS_AS_TRAINED, Standing
from training.models import Award, Course


def missing(person: Person, course: Course) -> list[str]:
    """A sentence for each course that has to be held first and is not."""
    held = Award.objects.counting_on(timezone.localdate()).filter(person=person, course=OuterRef("pk"))
    needed = course.prerequisites.filter(~Exists(held)).order_by("order", "title")
    return [_("You need to hold “{course}” first.").format(course=each.title) for each in needed]


def held(person: Person, course: Course, on: date) -> Award | None:
    """What somebody holds of a course, or last held: with its `standing` and `end` on a day."""
    theirs = Award.objects.filter(person=person, course=course).standing_on(on).exclude(standing=Standing.REVOKED)
    return theirs.order_by("-valid_from", "-pk").first()


def may_refresh(person: Person, course: Course, on: date) -> bool:
    """Whether a refresher is enough. A renewal that begins only later leaves nothing to refresh."""
    award: Any = held(person, course, on)
    if award is None or award.standing not in COUNTS_AS_TRAINED:
        return award is not None and award.standing == Standing.GRACE
    return award.end is not None and validity.is_in_window(award.end, on)
