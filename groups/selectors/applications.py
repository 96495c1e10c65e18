"""Groups that apply, as staff see them."""

from typing import Any, NamedTuple

from django.db.models import QuerySet

from groups.enums import WITH_STAFF, GroupState
from groups.models import Change, CommunityGroup, Question
from groups.selectors import duplicates
from groups.selectors.duplicates import Alike

MOST_IN_HISTORY = 50


class Seen(NamedTuple):
    changes: list[Change]
    questions: list[Question]
    alike: list[Alike]


def queue() -> QuerySet[CommunityGroup]:
    """Those that wait for staff, whoever waits longest first."""
    waiting = CommunityGroup.objects.filter(state__in=WITH_STAFF, registration__submitted_at__isnull=False)
    related = ("registration__person", "constituency", "outcode")
    return waiting.select_related(*related).order_by("registration__submitted_at", "pk")


def asked() -> QuerySet[CommunityGroup]:
    """Those that wait for an answer of their applicant."""
    waiting = CommunityGroup.objects.filter(state=GroupState.NEEDS_INFORMATION)
    return waiting.select_related("registration__person").order_by("registration__changed_at", "pk")


def of(group: CommunityGroup) -> Seen:
    changes = Change.objects.filter(group=group).select_related("by_user", "by_person")
    asked = Question.objects.filter(group=group).select_related("asked_by")
    return Seen(list(changes[:MOST_IN_HISTORY]), list(asked[:MOST_IN_HISTORY]), duplicates.alike(group))


def oldest() -> dict[str, Any] | None:
    """How many wait for staff, and since when; None where none does."""
    waiting = queue()
    first = waiting.first()
    return {"number": waiting.count(), "since": first.registration.submitted_at} if first else None
