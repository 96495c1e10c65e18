"""Telling those who lead a group, once a month, whose training runs out, whose ran out, and who was trained."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from groups.models import CommunityGroup
from groups.services import leaders
from mail.models import Delivery
from people.clocks import months_after
from training.models import Digest
from training.selectors import group_training
from training.selectors.group_training import Told

KIND = "training_digest"
SLICE, MOST_NAMED = 200, 50


def due(month: date) -> QuerySet[CommunityGroup]:
    done = Digest.objects.filter(group=OuterRef("pk"), month=month)
    return CommunityGroup.objects.approved().filter(~Exists(done)).order_by("pk")


def tell() -> int:
    """Returns how many groups were told. Safe to repeat, and to be stopped anywhere; a month we missed is over."""
    month, told = timezone.localdate().replace(day=1), 0
    keys = list(due(month).values_list("pk", flat=True))
    for first in range(0, len(keys), SLICE):
        told += tell_some(keys[first : first + SLICE], month)
    return told


@transaction.atomic
def tell_some(keys: Collection[int], month: date) -> int:
    """Addresses before groups, as everybody locks them; then asks again which groups are still to be told."""
    leading = leaders.lock(keys)
    locked = due(month).select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    groups = list(locked)
    told = group_training.to_tell(
        [group.pk for group in groups], on=timezone.localdate(), since=months_after(month, -1)
    )
    letters = [
        leaders.message(KIND, leader, context(group, told[group.pk]))
        for group in groups
        if not told[group.pk].is_empty
        for leader in leading.get(group.pk, ())
    ]
    sent = {letter.context["group_id"] for letter in letters}
    Digest.objects.bulk_create(Digest(group=group, month=month, was_sent=group.pk in sent) for group in groups)
    Delivery.objects.bulk_create(letters)
    return len(sent)


def context(group: CommunityGroup, told: Told) -> dict[str, Any]:
    return {
        "group": group.name,
        "training_path": reverse("training_of_group", args=[group.slug]),
        **{name: [line(award) for award in awards[:MOST_NAMED]] for name, awards in told._asdict().items()},
        "more": sum(max(len(awards) - MOST_NAMED, 0) for awards in told),
    }


def line(award: Any) -> dict[str, str]:
    return {
        "name": award.person.name or award.name,
        "course": award.course.title,
        "last": str(award.end) if award.end else "",
    }
