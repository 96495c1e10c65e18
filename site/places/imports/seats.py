"""Which constituencies a file has to hold, and whether it does."""

from collections.abc import Collection

from places.enums import Scope
from places.imports import ImportRefused
from places.models import Constituency, ConstituencyQuerySet

NORTHERN_IRELAND = "N92000002"
GSS_CODE = r"[ENSW][0-9]{8}"
MOST_NAMED = 5


def current(scope: Scope) -> ConstituencyQuerySet:
    """The constituencies in force of a part of the country."""
    seats = Constituency.objects.current()
    if scope == Scope.GB:
        return seats.exclude(country__code=NORTHERN_IRELAND)
    return seats.filter(country__code=NORTHERN_IRELAND) if scope == Scope.NI else seats


def all_of(scope: Scope, codes: Collection[str]) -> dict[str, Constituency]:
    """The constituencies of a scope by code; refuses unless the codes are exactly theirs."""
    seats = {seat.code: seat for seat in current(scope)}
    if missing := [f"{code} ({seat.name})" for code, seat in seats.items() if code not in codes]:
        raise ImportRefused(f"Missing from the file: {some(missing)}.")
    if unknown := [code for code in codes if code not in seats]:
        raise ImportRefused(f"Not a constituency in force of {scope.label}: {some(unknown)}.")
    return seats


def some(names: Collection[str]) -> str:
    """The first five, in order, and how many more there are."""
    first = ", ".join(sorted(names)[:MOST_NAMED])
    return first if len(names) <= MOST_NAMED else f"{first} and {len(names) - MOST_NAMED} more"
