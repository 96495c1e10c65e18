"""All groups as staff see them: in a list, by what they lack, and one at a time."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from groups.enums import Criterion, GroupState, Role
from groups.health import LEADERS, Verdict
from groups.models import Activity, Change, CommunityGroup, Event, GroupMessage, Membership, Note
from groups.models.group import CommunityGroupQuerySet
from groups.selectors import health, members

LISTED = 10  # of each thing on a group's page
MOST_IN_HISTORY = 50


class Seen(NamedTuple):
    verdict: Verdict | None  # of an approved group
    members: int
    leaders: list[Membership]
    changes: list[Change]
    notes: list[Note]
    events: list[Event]
    activities: list[Activity]
    messages_sent: list[GroupMessage]


def every() -> CommunityGroupQuerySet:
    """Whatever somebody began and has not confirmed is nobody's group yet."""
    return CommunityGroup.objects.exclude(state=GroupState.DRAFT)


def overview() -> QuerySet[Any]:
    """With what the list says of each: where it is, how many lead it, and when it was last active."""
    place = Coalesce("constituency__region__name", "constituency__country__name", Value(""), output_field=CharField())
    return every().annotate(
        place=place,
        leaders_now=Coalesce(health.leaders(), 0),
        last_activity_on=health.activity(0, timezone.localdate()),
    )


def failing(groups: QuerySet[Any], criterion: Criterion, *, on: date) -> QuerySet[Any]:
    """Approved groups that a criterion fails, whatever they were told of it."""
    dated = health.with_days(CommunityGroup.objects.approved(), on=on)
    found = dated.filter(**{f"{health.FAILS_ON[criterion]}__lte": on})
    return groups.filter(pk__in=found.values("pk"))


def without_second_leader(groups: QuerySet[Any]) -> QuerySet[Any]:
    short = CommunityGroup.objects.approved().annotate(now=Coalesce(health.leaders(), 0)).filter(now__lt=LEADERS)
    return groups.filter(pk__in=short.values("pk"))


def without_safeguarding_lead(groups: QuerySet[Any]) -> QuerySet[Any]:
    held = Membership.objects.live().filter(group=OuterRef("pk"), role=Role.SAFEGUARDING)
    return groups.filter(~Exists(held), state=GroupState.APPROVED)


def with_old_agreement(groups: QuerySet[Any]) -> QuerySet[Any]:
    """Those that have yet to agree to the version in force, also while they still have time."""
    asked = CommunityGroup.objects.approved().annotate(asked=health.asked_to_agree_on()).filter(asked__isnull=False)
    return groups.filter(pk__in=asked.values("pk"))


def of(group: CommunityGroup, *, with_people: bool) -> Seen:
    """`with_people`: whether whoever looks may know who leads it."""
    is_approved = group.state == GroupState.APPROVED
    changes = Change.objects.filter(group=group).select_related("by_user", "by_person")
    return Seen(
        verdict=health.verdict(group, on=timezone.localdate()) if is_approved else None,
        members=members.of(group).order_by().values("person").distinct().count(),
        leaders=leaders(group) if with_people else [],
        changes=list(changes[:MOST_IN_HISTORY]),
        notes=list(Note.objects.filter(group=group).select_related("by")[:MOST_IN_HISTORY]),
        events=list(group.events.order_by("-starts_at", "-pk")[:LISTED]),
        activities=list(group.activities.filter(removed_at=None)[:LISTED]),
        messages_sent=list(GroupMessage.objects.filter(group=group)[:LISTED]),
    )


def leaders(group: CommunityGroup) -> list[Membership]:
    """Whoever has a duty in it, with when they last signed in."""
    duties = members.of(group).exclude(role=Role.MEMBER)
    return list(duties.annotate(signed_in=F("person__user__last_login"))[:MOST_IN_HISTORY])


def leading() -> QuerySet[Any]:
    """Everybody who leads a group that is approved, with when they last signed in."""
    found = Membership.objects.leading().filter(group__state=GroupState.APPROVED, person__erased_at=None)
    return found.select_related("group", "person").annotate(signed_in=F("person__user__last_login"))


def steps() -> QuerySet[Change]:
    """Of all groups, the newest first."""
    return Change.objects.select_related("group", "by_user", "by_person").exclude(group__state=GroupState.DRAFT)
