"""The tables of a hand-in pack. Each count is as the public may know it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from campaigns import countries
from campaigns.selectors.totals import Day
from campaigns.services.pack_snapshot import Snapshot
from places.disclosure import LEAST, UNITED_KINGDOM
from places.models import Country

HIDDEN = f"under {LEAST}, or hidden"
UNITED = "United Kingdom"
ELSEWHERE = "Not known: no postcode that we could place"
Cell = str | int


class Table(NamedTuple):
    name: str  # of its file
    title: str
    columns: list[str]
    rows: list[list[Cell]]


class Period(NamedTuple):
    first: date
    last: date
    change: int


def tables(snapshot: Snapshot) -> list[Table]:
    return [of_constituencies(snapshot), of_nations(snapshot), of_countries(snapshot), of_time(snapshot)]


def written(count: int | None) -> Cell:
    return HIDDEN if count is None else count


def of_constituencies(snapshot: Snapshot) -> Table:
    rows: list[list[Cell]] = [
        [seat.name, seat.code, seat.nation, seat.region, seat.member, seat.party, written(seat.signatures)]
        for seat in snapshot.seats
    ]
    columns = ["Constituency", "Code", "Nation", "Region", "MP", "Party", "Signatures"]
    return Table("constituencies", "By constituency", columns, rows)


def of_nations(snapshot: Snapshot) -> Table:
    """With the regions of those that have any, and those of whom only the country is known."""
    origins = snapshot.counted.origins
    rows: list[list[Cell]] = []
    for nation in Country.objects.prefetch_related("regions"):
        rows.append([nation.name, UNITED, nation.code, written(origins.areas.get(nation.code, 0))])
        for region in nation.regions.all():
            rows.append([region.name, nation.name, region.code, written(origins.areas.get(region.code, 0))])
    rows.append([ELSEWHERE, UNITED, "", written(origins.elsewhere)])
    rows.append([f"{UNITED} in all", "", UNITED_KINGDOM, written(origins.united_kingdom)])
    return Table("nations", "By nation and region", ["Nation or region", "In", "Code", "Signatures"], rows)


def of_countries(snapshot: Snapshot) -> Table:
    origins = snapshot.counted.origins
    named = sorted((countries.name(code), code, count) for code, count in origins.countries.items())
    rows: list[list[Cell]] = [[name, code, written(count)] for name, code, count in named]
    first: list[Cell] = [countries.name(countries.HOME), countries.HOME, written(origins.united_kingdom)]
    return Table("countries", "By country", ["Country", "Code", "Signatures"], [first, *rows])


def of_time(snapshot: Snapshot) -> Table:
    rows: list[list[Cell]] = []
    total = 0
    for period in periods(snapshot.counted.days):
        total += period.change
        rows.append([period.first.isoformat(), period.last.isoformat(), period.change, total])
    return Table("days", "Over time", ["From", "To", "Signatures more", "In all at the end"], rows)


def periods(days: Sequence[Day]) -> list[Period]:
    """Days joined until each stretch of them brought at least 5 more, so that no small number is told.

    What is over at the end belongs to the last; nothing is told where all of it is under 5.
    """
    found: list[Period] = []
    first, before = None, 0
    for day, total in days:
        first = first or day
        if total - before >= LEAST:
            found.append(Period(first, day, total - before))
            first, before = None, total
    if days and found and days[-1].total != before:
        return with_the_rest(found, days[-1])
    return found


def with_the_rest(found: list[Period], last: Day) -> list[Period]:
    """The days after the last stretch joined with it, and with those before as long as that leaves too few."""
    change = last.total - sum(period.change for period in found)
    while found and change < LEAST:
        joined = found.pop()
        change += joined.change
    return [*found, Period(joined.first, last.day, change)] if change >= LEAST else []
