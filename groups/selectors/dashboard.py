"""How all groups fare together: by constituency, by region, over the months. What each asks doesn't grow with years."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Cos, Radians, TruncMonth

from groups.enums import APPLYING, GroupState, Health
from groups.models import Change, CommunityGroup
from groups.selectors import directory
from people.clocks import months_after
from places.models import Constituency

MONTHS = 24
FAR = 40  # km from the middle of a constituency, north, south, east or west
KM_IN_A_DEGREE = 111.2
LISTED = 25


class InRegion(NamedTuple):
    slug: str
    name: str
    active: int
    at_risk: int
    dormant: int
    applying: int
    closed: int

    @property
    def approved(self) -> int:
        return self.active + self.at_risk + self.dormant


class Month(NamedTuple):
    first: date
    approved: int
    ended: int
    open: int  # at its end


def by_constituency(health: str) -> dict[int, int]:
    """How many approved groups there are, by the key of the constituency; of one health, or of all."""
    groups = CommunityGroup.objects.approved().exclude(constituency=None)
    found = groups.filter(health=health) if health else groups
    return dict(found.order_by().values_list("constituency_id").annotate(number=Count("pk")))


def by_region() -> list[InRegion]:
    """All twelve, and last those that lie nowhere known, where there are any."""
    slug = Coalesce("constituency__region__slug", "constituency__country__slug", Value(""))
    rows: Iterable[Any] = CommunityGroup.objects.order_by().values(where=slug).annotate(**numbers())
    found = {row["where"]: {name: row[name] for name in numbers()} for row in rows}
    none = dict.fromkeys(numbers(), 0)
    regions = [InRegion(slug, name, **found.get(slug, none)) for slug, name in directory.regions()]
    nowhere = InRegion("", "", **found.get("", none))
    return [*regions, nowhere] if any(nowhere[2:]) else regions


def numbers() -> dict[str, Any]:
    approved = Q(state=GroupState.APPROVED)
    return {
        "active": Count("pk", filter=approved & Q(health=Health.ACTIVE)),
        "at_risk": Count("pk", filter=approved & Q(health=Health.AT_RISK)),
        "dormant": Count("pk", filter=approved & Q(health=Health.DORMANT)),
        "applying": Count("pk", filter=Q(state__in=APPLYING - {GroupState.DRAFT})),
        "closed": Count("pk", filter=Q(state=GroupState.CLOSED)),
    }


def total(regions: Iterable[InRegion]) -> InRegion:
    return InRegion("", "", *(sum(column) for column in zip(*(region[2:] for region in regions), strict=True)))


def far_from_any() -> QuerySet[Constituency]:
    """Constituencies with no group in lists within about FAR km of their middle, which is a question for an index."""
    north = FAR / KM_IN_A_DEGREE
    east = Value(north) / Cos(Radians(OuterRef("latitude")))
    near = CommunityGroup.objects.listed().filter(
        latitude__range=(OuterRef("latitude") - north, OuterRef("latitude") + north),
        longitude__range=(OuterRef("longitude") - east, OuterRef("longitude") + east),
    )
    found = Constituency.objects.current().filter(~Exists(near), latitude__isnull=False)
    return found.select_related("region", "country").order_by("name")


def growth(today: date) -> list[Month]:
    """The last two years, with the month that is not over yet."""
    began, ended = approvals(), ends()
    firsts = [months_after(today.replace(day=1), -back) for back in range(MONTHS - 1, -1, -1)]
    return [
        Month(
            first,
            approved=began.get(first, 0),
            ended=ended.get(first, 0),
            open=up_to(first, began) - up_to(first, ended),
        )
        for first in firsts
    ]


def up_to(first: date, by_month: Counter[date]) -> int:
    return sum(number for month, number in by_month.items() if month <= first)


def approvals() -> Counter[date]:
    return by_month(CommunityGroup.objects.filter(approved_at__isnull=False), "approved_at")


def ends() -> Counter[date]:
    """When groups that had been approved were closed, or became part of another."""
    closed = CommunityGroup.objects.filter(approved_at__isnull=False, closed_at__isnull=False)
    merged = Change.objects.filter(before=GroupState.APPROVED, after=GroupState.MERGED, group__state=GroupState.MERGED)
    return by_month(closed, "closed_at") + by_month(merged, "at")


def by_month(rows: QuerySet[Any], field: str) -> Counter[date]:
    """By the first day of the month, as clocks in the UK show it."""
    months = rows.order_by().values(month=TruncMonth(field)).annotate(number=Count("pk"))
    return Counter({row["month"].date(): row["number"] for row in months})
