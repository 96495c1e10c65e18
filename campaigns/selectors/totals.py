"""What the public may know of where signatures come from, and of when they came.

Everybody knows how many there are in all, so that is among what a hidden number could be worked out from: of a petition
with under 5 nothing is said about where they are from.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, Sum, Value
from django.db.models.functions import TruncDate

from campaigns.countries import HOME
from campaigns.models import ConstituencyTotal, CountryTotal, GroupTotal, HourTotal
from pages import generation
from places import disclosure
from places.disclosure import UNITED_KINGDOM, Published

EVERYWHERE = "everywhere"  # the area that holds all there is
ABROAD = "abroad"  # and that of all countries but the United Kingdom
ELSEWHERE = -1  # the cell of those in the United Kingdom whose constituency isn't known
Areas = Mapping[int, Sequence[str]]


@dataclass
class Exact:
    """A petition's totals as last folded. Never for the public."""

    constituencies: dict[int, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Origins:
    """Where a petition's signatures come from, as the public may know it: None is hidden."""

    total: int
    constituencies: dict[int, int | None]  # by the key of a constituency
    areas: dict[str, int | None]  # by the code of a region, a nation and the United Kingdom; and ABROAD
    elsewhere: int | None  # in the United Kingdom, in no constituency that we know
    countries: dict[str, int | None]  # others than the United Kingdom, by code

    @property
    def united_kingdom(self) -> int | None:
        """With what is `elsewhere` in it."""
        return self.areas.get(UNITED_KINGDOM, 0)

    @property
    def abroad(self) -> int | None:
        return self.areas.get(ABROAD, 0)


class Day(NamedTuple):
    day: date
    total: int  # at its end


class OfGroup(NamedTuple):
    name: str
    slug: str
    counted: int


def signatures_by_constituency() -> dict[int, int]:
    """Of all petitions, as last folded, by the key of the constituency. Exact: the public sees places.disclosure's."""
    sums = ConstituencyTotal.objects.values_list("constituency_id").annotate(counted=Sum("counted"))
    return dict(sums.order_by("constituency_id"))


def all_petitions(inside: Areas) -> Published:
    """What is shown of all petitions by constituency: sums of what is shown of each."""
    each = [shown_of(exact, inside) for exact in exact_totals().values()]
    return disclosure.together([within_constituencies(origins) for origins in each], inside)


def within_constituencies(origins: Origins) -> Published:
    """Without those whose constituency isn't known."""
    kingdom = origins.united_kingdom
    known = None if kingdom is None or origins.elsewhere is None else kingdom - origins.elsewhere
    return Published(origins.constituencies, {**origins.areas, UNITED_KINGDOM: known})


def origins(petition_id: int) -> Origins:
    """Worked out once for each generation of what is published and counted."""
    now = generation.current()
    inside = disclosure.kept(f"areas:{now.published}", disclosure.areas_of_constituencies)
    return disclosure.kept(
        f"origins:{petition_id}:{now.published}:{now.counted}",
        lambda: shown_of(exact_totals(petition_id).get(petition_id, Exact()), inside),
    )


def exact_totals(petition_id: int | None = None) -> dict[int, Exact]:
    """Of one petition, or of all that have any, by key; in one query, since pages of places read much else."""
    only = {} if petition_id is None else {"petition": petition_id}
    nowhere, no_country = Value(None, BigIntegerField()), Value("", CharField())
    seats = ConstituencyTotal.objects.filter(counted__gt=0, **only)
    countries = CountryTotal.objects.filter(counted__gt=0, **only)
    rows = seats.values_list("petition_id", "constituency_id", no_country, "counted").union(
        countries.values_list("petition_id", nowhere, "country", "counted"), all=True
    )
    found: dict[int, Exact] = defaultdict(Exact)
    for petition, seat, country, counted in rows:
        if seat is None:
            found[petition].countries[country] = counted
        else:
            found[petition].constituencies[seat] = counted
    return dict(found)


def shown_of(exact: Exact, inside: Areas) -> Origins:
    """Hide small numbers, and what would give them away knowing the total."""
    seats = {seat: counted for seat, counted in exact.constituencies.items() if seat in inside}
    abroad = {code: counted for code, counted in sorted(exact.countries.items()) if code != HOME}
    keys = {code: ELSEWHERE - place for place, code in enumerate(abroad, start=1)}
    elsewhere = max(0, exact.countries.get(HOME, 0) - sum(seats.values()))
    cells = {**seats, ELSEWHERE: elsewhere, **{keys[code]: counted for code, counted in abroad.items()}}
    areas: dict[int, tuple[str, ...]] = {seat: (EVERYWHERE, *codes) for seat, codes in inside.items()}
    areas |= {ELSEWHERE: (EVERYWHERE, UNITED_KINGDOM), **dict.fromkeys(keys.values(), (EVERYWHERE, ABROAD))}
    shown = disclosure.published(cells, areas)
    if shown.totals[EVERYWHERE] is None:
        shown = Published(dict.fromkeys(shown.cells), dict.fromkeys(shown.totals))
    return Origins(
        total=sum(cells.values()),
        constituencies={seat: shown.cells[seat] for seat in inside},
        areas={code: count for code, count in shown.totals.items() if code != EVERYWHERE},
        elsewhere=shown.cells[ELSEWHERE],
        countries={code: shown.cells[key] for code, key in keys.items()},
    )


def by_day(petition_id: int) -> list[Day]:
    """The total at the end of each day from the first on, to which anything was added or from which it was taken."""
    changes = HourTotal.objects.filter(petition=petition_id).values_list(TruncDate("hour")).order_by()
    found = sorted(changes.annotate(changed=Sum("change")))
    totals = accumulate(change for _, change in found)
    return [Day(day, max(0, total)) for (day, _), total in zip(found, totals, strict=True)]


def every_day(days: Sequence[Day], until: date) -> list[Day]:
    """Those without a change too, up to `until`."""
    if not days:
        return []
    known = dict(days)
    number = (max(until, days[-1].day) - days[0].day).days + 1
    filled: list[Day] = []
    for day in (days[0].day + timedelta(days=place) for place in range(number)):
        filled.append(Day(day, known.get(day, filled[-1].total if filled else 0)))
    return filled


def by_group(petition_id: int, total: int) -> tuple[list[OfGroup], int]:
    """Groups by whose link at least 5 came, the most first, and all others in one sum with those by no group's link."""
    rows = GroupTotal.objects.filter(petition=petition_id, counted__gt=0).values_list(
        "group_id", "group__name", "group__slug", "counted"
    )
    counts = {group: counted for group, _, _, counted in rows}
    shown, rest = disclosure.merged(counts, total=max(total, sum(counts.values())))
    named = [OfGroup(name, slug, counted) for group, name, slug, counted in rows if group in shown]
    return sorted(named, key=lambda each: (-each.counted, each.name)), rest
