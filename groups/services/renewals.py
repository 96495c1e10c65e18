"""Once a year each group is asked whether it goes on, and has thirty days to answer."""

from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from groups.health import renewal_answer_by
from groups.models import CommunityGroup
from groups.selectors import health as facts
from groups.services import health, leaders
from mail.models import Delivery

KIND = "group_renewal_asked"
SLICE = 500
ANSWERED = Q(renewal_asked_on=None) | Q(renewed_on__gte=F("renewal_asked_on"))
UNANSWERED = Q(renewal_asked_on__isnull=False) & (Q(renewed_on=None) | Q(renewed_on__lt=F("renewal_asked_on")))


class NotAsked(Exception):
    """The group was not asked, or has answered."""


def due() -> QuerySet[Any]:
    """Approved groups that answered a year ago or, where they never did, were approved then."""
    approved = facts.with_renewal(CommunityGroup.objects.approved())
    return approved.filter(ANSWERED, renewal_due_on__lte=timezone.localdate())


def ask() -> int:
    """Returns how many were asked. Each once a year, however often this runs or is stopped."""
    asked, after = 0, 0
    while keys := list(due().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:SLICE]):
        after = keys[-1]
        asked += ask_some(keys)
    return asked


@transaction.atomic
def ask_some(keys: list[int]) -> int:
    told, today = leaders.lock(keys), timezone.localdate()
    groups = list(due().filter(pk__in=keys).select_for_update(of=("self",), no_key=True).order_by("pk"))
    CommunityGroup.objects.filter(pk__in=[group.pk for group in groups]).update(renewal_asked_on=today)
    answer_by = str(renewal_answer_by(today))
    Delivery.objects.bulk_create(
        leaders.message(KIND, leader, context_of(group, answer_by))
        for group in groups
        for leader in told.get(group.pk, ())
    )
    return len(groups)


def context_of(group: CommunityGroup, answer_by: str) -> dict[str, Any]:
    path = reverse("group_renewal", args=[group.slug])
    return {"group": group.name, "renewal_path": path, "answer_by": answer_by}


@transaction.atomic
def answer(*, group: CommunityGroup) -> None:
    """That it goes on. Raises NotAsked."""
    asked = CommunityGroup.objects.approved().filter(UNANSWERED, pk=group.pk)
    if not asked.update(renewed_on=timezone.localdate()):
        raise NotAsked
    health.look_again(group)
