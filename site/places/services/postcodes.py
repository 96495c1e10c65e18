"""Exchanging the whole table of postcodes for that of a newer list, and back."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from places.enums import CONSTITUENCIES, DataKind, Scope
from places.imports import ImportRefused
from places.imports.postcodes import NORTHERN_IRELAND, PostcodeList
from places.imports.reading import Source
from places.models import Constituency, DataImport, Outcode
from places.services.changes import NothingToUndo, one_at_a_time
from places.services.postcode_tables import (
    LISTED,
    NEXT,
    PREVIOUS,
    STANDING,
    Tables,
    columns,
    drop,
    exists,
    rows,
    run,
    tables,
)

# Fewer live postcodes than this are not the whole list: the UK had 1,803,286 in October 2024, of them 49,987 in
# Northern Ireland (Precisely, notes on its product of 2024.10).
MINIMUM = {Scope.UK: 1_700_000, Scope.GB: 1_650_000, Scope.NI: 45_000}
MOST_CHANGED = 0.005  # of those known before and after; more are new boundaries, or a mistake
NAMED = 5  # of the constituencies that are missing
OF_NORTHERN_IRELAND = "N"  # the letter that its constituencies' codes begin with
EMBEDDED = Path(__file__).resolve().parents[1] / "embedded" / "towns.csv"


@dataclass(frozen=True)
class Wanted:
    """What whoever imports asks for; `minimum` counts live postcodes."""

    scope: Scope
    minimum: int
    accept_changes: bool = False
    dry_run: bool = False


class Group(NamedTuple):
    """The postcodes that are alike in outcode, constituency and being live."""

    outcode: str
    constituency: int | None
    live: bool
    postcodes: int
    placed: int  # those that have a position
    north: float  # the sums of their degrees
    east: float


class Comparison(NamedTuple):
    """The next table beside the standing one, within the scope."""

    both: int  # stand in both
    had_constituency: int  # of these, before
    changed: int  # of these, to another constituency or to none
    moved: int  # by more than about 100 m
    newly_ended: int


def replace(*, source: Source, wanted: Wanted, advance: Callable[[int], object]) -> DataImport:
    """Let a list take the standing table's place, and return what changed. Raises ImportRefused, and nothing did.

    The table before it is kept for `undo`. Where the list covers a part of the country only, the rows of the other
    part stay.
    """
    database, known = tables(), in_force()
    checksum = source.checksum()
    with database.importing():
        read = PostcodeList(source, scope=wanted.scope, constituencies=known, null=database.null)
        fill_next(database, read, advance)
        census, compared = count(database, NEXT), compare(wanted.scope)
        refuse_unless_whole(census, compared, read, wanted, known)
        done = summary(census, compared, read, wanted.scope)
        done.checksum = checksum
        if wanted.dry_run:
            drop(NEXT)
        else:
            exchange(database, census, known, done)
    return done


def in_force() -> dict[str, int]:
    """The keys of the constituencies by their codes."""
    return dict(Constituency.objects.current().values_list("code", "pk"))


def fill_next(database: Tables, read: PostcodeList, advance: Callable[[int], object]) -> None:
    if not read.has_constituencies and read.scope != Scope.GB:
        raise ImportRefused("This list holds positions in Great Britain and no constituencies: say --scope gb.")
    database.make_next()
    database.fill(read.batches(advance))
    if codes := sorted(read.constituencies.unknown):
        raise ImportRefused(
            f"This site doesn't know {len(codes)} of the list's constituencies ({some(codes)})."
            " Run import_constituencies first. Nothing was changed."
        )
    for part in database.slices:
        if not read.has_constituencies:
            take_constituencies_over(part)
        if read.scope != Scope.UK:
            take_others_over(read.scope, part)
    database.complete()


def take_constituencies_over(part: str) -> None:
    known = f"SELECT constituency_id FROM {STANDING} AS stood WHERE stood.code = {NEXT}.code"  # noqa: S608
    run(f"UPDATE {NEXT} SET constituency_id = ({known}) WHERE {part}")  # noqa: S608


def take_others_over(scope: Scope, part: str) -> None:
    """The rows of the other part of the country."""
    run(f"INSERT INTO {NEXT} ({LISTED}) SELECT {LISTED} FROM {STANDING} WHERE NOT ({within(scope)}) AND {part}")  # noqa: S608


def within(scope: Scope, code: str = "code") -> str:
    """The condition of the rows that a list of this scope speaks about."""
    beginning = f"substr({code}, 1, 2)"
    return {
        Scope.UK: "1 = 1",
        Scope.GB: f"{beginning} <> '{NORTHERN_IRELAND}'",
        Scope.NI: f"{beginning} = '{NORTHERN_IRELAND}'",
    }[scope]


def speaks_about(scope: Scope, outcode: str) -> bool:
    return scope == Scope.UK or outcode.startswith(NORTHERN_IRELAND) is (scope == Scope.NI)


def count(database: Tables, table: str) -> list[Group]:
    counted = (
        "SELECT substr(code, 1, length(code) - 3), constituency_id, terminated_on IS NULL,"  # noqa: S608
        f" count(*), count(latitude), coalesce(sum(latitude), 0), coalesce(sum(longitude), 0) FROM {table}"
    )
    return [Group(*each) for part in database.slices for each in rows(f"{counted} WHERE {part} GROUP BY 1, 2, 3")]


def compare(scope: Scope) -> Comparison:
    found = rows(
        "SELECT count(*), count(old.constituency_id),"  # noqa: S608
        " count(*) FILTER (WHERE old.constituency_id <> coalesce(new.constituency_id, 0)),"
        " count(*) FILTER (WHERE abs(old.latitude - new.latitude) > 0.001"
        " OR abs(old.longitude - new.longitude) > 0.0015),"
        " count(*) FILTER (WHERE old.terminated_on IS NULL AND new.terminated_on IS NOT NULL)"
        f" FROM {NEXT} AS new JOIN {STANDING} AS old ON old.code = new.code WHERE {within(scope, 'new.code')}"
    )
    return Comparison(*found[0])


def refuse_unless_whole(
    census: list[Group], compared: Comparison, read: PostcodeList, wanted: Wanted, known: dict[str, int]
) -> None:
    groups = [each for each in census if each.live and speaks_about(wanted.scope, each.outcode)]
    reasons = []
    if read.has_constituencies:
        codes = {key: code for code, key in known.items()}
        found = {codes[each.constituency] for each in groups if each.constituency is not None}
        reasons += wrong_constituencies(found, wanted.scope, set(known))
    if (live := sum(each.postcodes for each in groups)) < wanted.minimum:
        reasons.append(f"It has {live:,} live postcodes, fewer than {wanted.minimum:,} (--minimum).")
    if not wanted.accept_changes and compared.changed > MOST_CHANGED * compared.had_constituency:
        share = compared.changed / compared.had_constituency
        reasons.append(
            f"{compared.changed:,} of {compared.had_constituency:,} postcodes would change constituency, {share:.2%},"
            f" more than {MOST_CHANGED:.1%}. If the boundaries changed, say --accept-changes."
        )
    if reasons:
        raise ImportRefused(" ".join([*reasons, "Nothing was changed."]))


def wrong_constituencies(found: set[str], scope: Scope, known: set[str]) -> list[str]:
    """The reasons to refuse a list whose live postcodes lie in these; empty where they are those of the scope."""
    expected = {
        code for code in known if scope == Scope.UK or code.startswith(OF_NORTHERN_IRELAND) is (scope == Scope.NI)
    }
    if len(found) == CONSTITUENCIES[scope] and found <= expected:
        return []
    reason = f"{scope.label} has {CONSTITUENCIES[scope]} constituencies; the list's live postcodes lie in {len(found)}."
    if missing := sorted(expected - found):
        reason += f" Missing: {some(missing)}."
    if foreign := sorted(found - expected):
        reason += f" Not in it: {some(foreign)}."
    return [reason]


def some(codes: list[str]) -> str:
    more = len(codes) - NAMED
    return ", ".join(codes[:NAMED]) + (f" and {more} more" if more > 0 else "")


def summary(census: list[Group], compared: Comparison, read: PostcodeList, scope: Scope) -> DataImport:
    """The record of an import, not yet saved."""
    of_list = [each for each in census if speaks_about(scope, each.outcode)]
    now = sum(each.postcodes for each in of_list)
    live = sum(each.postcodes for each in of_list if each.live)
    added, gone = now - compared.both, standing(scope) - compared.both
    lines = [
        f"{live:,} live postcodes, {now - live:,} that ended",
        f"{len({each.constituency for each in of_list if each.live} - {None})} constituencies",
        f"{added:,} new; {compared.changed:,} in another constituency; {compared.moved:,} moved by more than 100 m",
        f"{compared.newly_ended:,} ended since; {gone:,} no longer listed",
        *([f"{read.outside:,} left out: outside {scope.label}"] if read.outside else []),
        *([f"{read.historic:,} left out: in a form that is out of use"] if read.historic else []),
    ]
    return DataImport(
        kind=DataKind.POSTCODES,
        source=read.source.name[-200:],
        rows=read.rows,
        added=added,
        changed=compared.changed,
        ended=compared.newly_ended + gone,
        report={"lines": lines},
    )


def standing(scope: Scope) -> int:
    found: int = rows(f"SELECT count(*) FROM {STANDING} WHERE {within(scope)}")[0][0]  # noqa: S608
    return found


@transaction.atomic
def exchange(database: Tables, census: list[Group], known: dict[str, int], done: DataImport) -> None:
    one_at_a_time()
    if in_force() != known:
        raise ImportRefused("The constituencies were changed meanwhile. Nothing was changed here: start again.")
    write_outcodes(census)
    done.save()
    # Last, since look-ups wait from here to the end.
    drop(PREVIOUS)
    database.rename(STANDING, PREVIOUS)
    database.rename(NEXT, STANDING)


def write_outcodes(census: Iterable[Group]) -> None:
    """The middle of each outcode's live postcodes; of one that has none, the town's that the project states."""
    sums: dict[str, tuple[int, float, float]] = {}
    for each in census:
        if each.live and each.placed:
            placed, north, east = sums.get(each.outcode, (0, 0.0, 0.0))
            sums[each.outcode] = placed + each.placed, north + each.north, east + each.east
    means = [
        Outcode(code=code, latitude=round(north / placed, 5), longitude=round(east / placed, 5), postcodes=placed)
        for code, (placed, north, east) in sums.items()
    ]
    Outcode.objects.all().delete()
    Outcode.objects.bulk_create([*means, *(town for town in embedded_towns() if town.code not in sums)])


def embedded_towns() -> list[Outcode]:
    with EMBEDDED.open(encoding="utf-8", newline="") as file:
        return [
            Outcode(code=row["outcode"], latitude=float(row["latitude"]), longitude=float(row["longitude"]))
            for row in csv.DictReader(file)
        ]


def undo(*, dry_run: bool) -> DataImport:
    """Put back the table that the last import replaced.

    Raises NothingToUndo where it isn't there any more, and ImportRefused where the site can't use it any more.
    """
    database = tables()
    with database.importing():
        last = DataImport.objects.standing().filter(kind=DataKind.POSTCODES).first()
        if last is None or not exists(PREVIOUS):
            raise NothingToUndo
        if columns(PREVIOUS) != columns(STANDING):
            raise ImportRefused("The table before has other columns than this version of the site. Nothing was undone.")
        if not dry_run:
            put_back(database, count(database, PREVIOUS), last)
    return last


@transaction.atomic
def put_back(database: Tables, census: list[Group], last: DataImport) -> None:
    one_at_a_time()
    write_outcodes(census)
    last.undone_at = timezone.now()
    last.save(update_fields=["undone_at"])
    drop(STANDING)
    database.rename(PREVIOUS, STANDING)
