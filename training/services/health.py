"""Keeping, for each group, the last day on which its safeguarding lead is trained: what groups judge its health by.

Which training counts, and what is written where nobody was ever trained: docs/features/training.md.
"""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from groups.enums import Role
from groups.models import CommunityGroup, Membership
from groups.services import health
from training.selectors import safeguarding

SLICE = 1_000  # groups


def derive() -> int:
    """Every night, before the health of groups. Returns how many days changed. Safe to repeat and to be stopped."""
    changed, after = 0, 0
    approved = CommunityGroup.objects.approved().order_by("pk").values_list("pk", flat=True)
    while keys := list(approved.filter(pk__gt=after)[:SLICE]):
        after = keys[-1]
        changed += len(write(keys))
    return changed


def look_later(concerned: Iterable[int]) -> None:
    """Once awards of these people are committed; should it fail, the night finds the same."""
    people = list(concerned)
    transaction.on_commit(partial(of_people, people), robust=True)


def of_people(concerned: Iterable[int]) -> int:
    """At once, after awards of these people changed: their groups are no longer at risk for it, or are."""
    led = Membership.objects.live().filter(person__in=list(concerned), role=Role.SAFEGUARDING)
    keys = sorted(set(CommunityGroup.objects.approved().filter(memberships__in=led).values_list("pk", flat=True)))
    changed = write(keys)
    for group in CommunityGroup.objects.filter(pk__in=changed):
        health.look_again(group)
    return len(changed)


@transaction.atomic
def write(keys: list[int]) -> list[int]:
    """Returns the groups whose day is another than was written."""
    locked = CommunityGroup.objects.approved().select_for_update(of=("self",), no_key=True)
    groups = list(locked.filter(pk__in=keys).order_by("pk").only("approved_at", "created_at", "lead_trained_until"))
    days = safeguarding.trained_until(groups, on=timezone.localdate())
    changed = [group for group in groups if group.lead_trained_until != days[group.pk]]
    for group in changed:
        group.lead_trained_until = days[group.pk]
    CommunityGroup.objects.bulk_update(changed, ["lead_trained_until"], batch_size=SLICE)
    return [group.pk for group in changed]
