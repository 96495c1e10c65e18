"""How many people know which signs where, on any day: all from the ledger, so that the past stays as it was known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from pages import generation
from people.clocks import months_after
from places import disclosure
from places.disclosure import Published
from places.models import Constituency, Country, Region
from training import families
from training.models import CoveredChange, TrainedChange

MONTHS = 36  # that everybody may look back


class Area(NamedTuple):
    slug: str
    name: str
    code: str


class Counted(NamedTuple):
    """Exact, for staff."""

    seats: dict[int, int]
    elsewhere: int  # of whom we know no constituency, or one that is no more

    @property
    def total(self) -> int:
        return sum(self.seats.values()) + self.elsewhere


def sums(family: str, on: date) -> dict[int | None, int]:
    rows = CoveredChange.objects.filter(family=family, on__lte=on).order_by()
    counted: QuerySet[Any] = rows.values_list("constituency").annotate(number=Sum("change"))
    return {seat: number for seat, number in counted if number}


def counted(family: str, on: date, areas: Mapping[int, Sequence[str]]) -> Counted:
    found = sums(family, on)
    seats = {seat: number for seat, number in found.items() if seat is not None and seat in areas}
    return Counted(seats, sum(found.values()) - sum(seats.values()))


def today() -> dict[int, int]:
    """By constituency, for the maps of the whole site."""
    return {seat: number for seat, number in sums(families.ANY, timezone.localdate()).items() if seat is not None}


def published(family: str, on: date, inside: Mapping[int, Sequence[str]] | None = None) -> Published:
    """As everybody may know it; all families at once, and once for each generation of what is published.

    Whoever knows a family is among those who know any, so each number says something of the others.
    """
    now = generation.current()
    areas = inside or disclosure.kept(f"areas:{now.published}", disclosure.areas_of_constituencies)
    key = f"trained:{on:%Y%m%d}:{now.published}:{now.counted}"
    return disclosure.kept(key, lambda: published_by_family(on, areas))[family]


def published_by_family(on: date, inside: Mapping[int, Sequence[str]]) -> dict[str, Published]:
    tables: dict[str, Counter[int]] = {family: Counter() for family in families.LABELS}
    rows: QuerySet[Any] = CoveredChange.objects.filter(on__lte=on).order_by().values_list("family", "constituency")
    for family, seat, number in rows.annotate(number=Sum("change")):
        if family in tables and seat in inside:
            tables[family][seat] = number
    others = [tables[families.ANY] - table for family, table in tables.items() if family != families.ANY]
    return dict(zip(tables, disclosure.side_by_side(list(tables.values()), inside, apart=others), strict=True))


def published_today(inside: Mapping[int, Sequence[str]]) -> Published:
    return published(families.ANY, timezone.localdate(), inside)


def month_ends(today: date) -> list[date]:
    """The last days of the months before this one, the latest first: everybody may look at these.

    Of any two days they would learn who was trained between them, one by one.
    """
    first = today.replace(day=1)
    return [months_after(first, -back) - timedelta(days=1) for back in range(MONTHS)]


def areas() -> list[Area]:
    """The nine regions of England and the three other nations, by name."""
    of_england = [Area(*row) for row in Region.objects.order_by().values_list("slug", "name", "code")]
    others = Country.objects.filter(regions=None).order_by().values_list("slug", "name", "code")
    return sorted([*of_england, *(Area(*row) for row in others)], key=lambda area: area.name)


def seats_in(area: Area) -> QuerySet[Constituency]:
    current = Constituency.objects.current().select_related("region", "country").order_by("name")
    return current.filter(region__code=area.code) | current.filter(country__code=area.code)


def by_area(seats: Mapping[int, int], inside: Mapping[int, Sequence[str]]) -> Counter[str]:
    """By the code of a region, a nation and the United Kingdom."""
    found: Counter[str] = Counter()
    for seat, number in seats.items():
        found.update(dict.fromkeys(inside[seat], number))
    return found


def by_family(on: date) -> dict[str, int]:
    rows = CoveredChange.objects.filter(on__lte=on).order_by().values_list("family")
    found: dict[str, int] = dict(rows.annotate(number=Sum("change")))
    return {family: found.get(family, 0) for family in families.LABELS}


def by_course(on: date) -> list[tuple[str, int]]:
    """Who holds two of them counts in both."""
    rows: QuerySet[Any] = TrainedChange.objects.filter(on__lte=on).order_by("course__order", "course__title")
    return [
        (title, number) for title, number in rows.values_list("course__title").annotate(number=Sum("change")) if number
    ]


def over_time(family: str, months: Sequence[date]) -> list[tuple[date, int]]:
    """At the end of each of these months, named by their first days; of one that is not over, as far as is known."""
    rows: QuerySet[Any] = CoveredChange.objects.filter(family=family).order_by().values(month=TruncMonth("on"))
    changes = {row["month"]: row["number"] for row in rows.annotate(number=Sum("change"))}
    return [(month, sum(number for first, number in changes.items() if first <= month)) for month in months]
