"""Whether somebody may take a course, and what they hold of it."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Person
from training.enums import Standing
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


def standing(person: Person, course: Course, on: date) -> Standing | None:
    """Of what counts most: a renewal that begins only later leaves nothing to refresh."""
    award = held(person, course, on)
    return Standing(award.standing) if award else None  # type: ignore[attr-defined]
