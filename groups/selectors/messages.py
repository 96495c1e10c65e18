"""Who is written to, and what was written: by the charity to leaders, and by leaders to members."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from groups.audience import Audience
from groups.enums import GroupState, MessageState
from groups.models import (
    CommunityGroup,
    GroupMessage,
    GroupMessageChoice,
    GroupMessageReading,
    GroupMessageTo,
    Membership,
)
from groups.models.message import GroupMessageQuerySet
from mail.models import Suppression
from mail.models.suppression import SuppressionQuerySet

MOST_COUNTED = 1000
Rows = QuerySet[Any, Any]  # of memberships


class Queue(NamedTuple):
    """How many, up to a thousand, and since when the oldest waits."""

    number: int
    oldest: Any


def to_leaders_of(group: CommunityGroup) -> GroupMessageQuerySet:
    """What the charity wrote to whoever leads this group, the newest first; also what was stopped."""
    found = GroupMessage.objects.of_charity().filter(sent_to__group=group)
    return found.exclude(state=MessageState.DRAFT).order_by("-decided_at", "-pk")


def for_reader(group: CommunityGroup, person_id: int) -> QuerySet[Any]:
    """The same with `was_read`, by this person."""
    read = GroupMessageReading.objects.filter(message=OuterRef("pk"), person=person_id)
    return to_leaders_of(group).annotate(was_read=Exists(read))


def unread(group: CommunityGroup, person_id: int) -> QuerySet[Any]:
    return for_reader(group, person_id).filter(was_read=False)


def of_group(group: CommunityGroup) -> GroupMessageQuerySet:
    """What its leaders wrote to its members, the newest first."""
    return GroupMessage.objects.filter(group=group)


def held() -> Queue:
    found = GroupMessage.objects.held()[:MOST_COUNTED]
    first = found.first()
    return Queue(len(found), first.created_at if first else None)


def reachable(memberships: QuerySet[Membership], suppressed: SuppressionQuerySet) -> Rows:
    """With `root`, whom each is, and `to`, the address that they are written to."""
    rows: Rows = memberships.annotate(
        root=Coalesce("person__merged_into_id", "person_id"),
        to=Coalesce("person__merged_into__address_id", "person__address_id"),
    )
    rows = rows.filter(person__erased_at=None, person__merged_into__erased_at=None)
    return rows.exclude(Exists(suppressed.filter(address=OuterRef("to"))))


def leaders(groups: QuerySet[CommunityGroup]) -> Rows:
    """Of these groups, as far as their addresses can be written to at all."""
    leading = Membership.objects.leading().filter(group__in=groups.values("pk"))
    return reachable(leading, Suppression.objects.of_everything())


def leaders_addressed(message: GroupMessage) -> Rows:
    """Of the groups that it was given out for."""
    noted = GroupMessageTo.objects.filter(message=message)
    return leaders(CommunityGroup.objects.filter(pk__in=noted.values("group")))


def members(group: CommunityGroup) -> Rows:
    """The adults of a group who confirmed their address and stopped neither its messages nor all of ours.

    Nobody of 13 to 17 is written to by somebody who leads.
    """
    live = Membership.objects.live().filter(group=group, group__state=GroupState.APPROVED)
    young = Membership.objects.live().filter(group=group, is_adult=False)
    rows = reachable(live, Suppression.objects.in_force()).exclude(person__in=young.values("person"))
    confirmed = rows.annotate(
        confirmed=Coalesce("person__merged_into__address__confirmed_at", "person__address__confirmed_at")
    ).filter(confirmed__isnull=False)
    stopped = GroupMessageChoice.objects.filter(group=group, stopped_at__isnull=False)
    theirs = stopped.filter(Q(person=OuterRef("root")) | Q(person__merged_into=OuterRef("root")))
    wanted: Rows = confirmed.exclude(Exists(theirs))
    return wanted


def readers(message: GroupMessage) -> Rows:
    return leaders_addressed(message) if message.group is None else members(message.group)


def addresses(rows: Rows, *, after: int, most: int) -> list[int]:
    """Those above this one, in order: two people who share one get one message."""
    return list(rows.filter(to__gt=after).order_by("to").values_list("to", flat=True).distinct()[:most])


def first_of(rows: Rows, field: str, at: Iterable[int]) -> dict[int, int]:
    """Of those at each of these addresses the lowest `root` or `group`, by address."""
    lowest = rows.filter(to__in=list(at)).order_by().values("to").annotate(lowest=Min(field))
    return dict(lowest.values_list("to", "lowest"))


def count(rows: Rows) -> int:
    return rows.order_by().values("to").distinct().count()


def count_leaders(audience: Audience) -> tuple[int, int]:
    """How many groups, and how many addresses of those who lead them."""
    groups = audience.groups()
    return groups.count(), count(leaders(groups))


def young(group: CommunityGroup) -> int:
    """How many of 13 to 17 take part: they get no messages."""
    return Membership.objects.live().filter(group=group, is_adult=False).values("person").distinct().count()
