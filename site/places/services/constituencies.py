"""Taking over a list of constituencies: better facts for those that stay, new ones, and ends for those that go."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from places.enums import CONSTITUENCIES, DataKind, Scope
from places.imports import ImportRefused, seats
from places.imports.constituencies import Listed
from places.models import Constituency, DataImport, Representative
from places.names import plain
from places.progress import watched
from places.selectors.places import distance
from places.services.changes import Ledger

MOST_CHANGED = 0.005  # of a scope's constituencies, new, ended and renamed ones, unless somebody says that it is right
NEXT = "Import the hexagon layout, boundaries, postcodes and MPs next: the new constituencies have none yet."
Known = dict[str, Constituency]


def bring_in(
    *, listed: Collection[Listed], scope: Scope, since: date | None, accept_changes: bool, source: str, checksum: str
) -> DataImport:
    """Make the current constituencies of a scope those of a list; `since` is the first day of new boundaries.

    Codes decide which is which. One that stays keeps its address, even under a new name. Raises ImportRefused.
    """
    known = {seat.code: seat for seat in Constituency.objects.select_related("region")}
    new = [one for one in listed if one.code not in known]
    stay = [one for one in listed if one.code in known]
    gone = [seat for seat in seats.current(scope) if seat.code not in {one.code for one in listed}]
    renamed = [one for one in stay if plain(one.name) != plain(known[one.code].name)]
    check_days(listed, known)
    if not accept_changes:
        check_how_many(len(new), len(gone), len(renamed), scope)
    ledger = Ledger()
    if new or gone:
        replace(ledger, new, gone, checked(since, gone))
    say_moves(ledger, stay, known)
    for one in watched(stay, "Constituencies"):
        update(ledger, known[one.code], one)
    return ledger.close(kind=DataKind.CONSTITUENCIES, source=source, checksum=checksum, rows=len(listed))


def check_days(listed: Collection[Listed], known: Known) -> None:
    for one in listed:
        seat = known.get(one.code)
        if seat and seat.valid_to:
            raise ImportRefused(
                f"Line {one.line}: {one.code} ({seat}) ended on {day(seat.valid_to)}. The list is of former boundaries."
            )
        if one.valid_from and one.valid_from > timezone.localdate():
            raise ImportRefused(
                f"Line {one.line}: {one.name} begins on {day(one.valid_from)}, and that is still to come."
            )


def check_how_many(new: int, gone: int, renamed: int, scope: Scope) -> None:
    if new + gone + renamed > MOST_CHANGED * CONSTITUENCIES[scope]:
        raise ImportRefused(
            f"{new} constituencies would be new, {gone} would end and {renamed} would have another name, which is more "
            f"than 0.5 % of {CONSTITUENCIES[scope]}. If that is right, say --accept-changes."
        )


def checked(since: date | None, gone: Collection[Constituency]) -> date:
    if since is None:
        raise ImportRefused("The file has new constituencies. Say from which day they exist: --from 2024-05-31.")
    if since > timezone.localdate():
        raise ImportRefused(
            f"The boundaries change on {day(since)}. Import them on that day: until then the present ones are in force."
        )
    for seat in gone:
        if since <= seat.valid_from:
            raise ImportRefused(f"{seat} began on {day(seat.valid_from)}, so it can't have ended before {day(since)}.")
    return since


def replace(ledger: Ledger, new: Collection[Listed], gone: Collection[Constituency], since: date) -> None:
    """End what goes and whose time goes with it, then clear the way for the addresses of what comes, then add that."""
    for seat in watched(gone, "Ended"):
        ledger.end(seat, valid_to=since - timedelta(days=1))
        ledger.say(f"Ended on {day(since - timedelta(days=1))}: {seat} ({seat.code}).")
    end_members(ledger, gone, since - timedelta(days=1))
    cells = {seat.slug: (seat.hex_q, seat.hex_r) for seat in gone}
    give_up_addresses(ledger, {address(one) for one in new})
    taken = set(Constituency.objects.values_list("slug", flat=True))
    for one in watched(new, "New"):
        slug = free(address(one), taken)
        taken.add(slug)
        ledger.add(made(one, slug, since, cells.get(slug, (None, None))))
        ledger.say(f"New from {day(one.valid_from or since)}: {one.name} ({one.code}).")
    ledger.say(NEXT)


def end_members(ledger: Ledger, gone: Collection[Constituency], last: date) -> None:
    sitting = list(Representative.objects.current().filter(constituency__in=gone).select_for_update(of=("self",)))
    for one in sitting:
        ledger.end(one, ended_on=max(last, one.started_on or last))
    if sitting:
        ledger.say(f"{len(sitting)} members ceased to sit for them.")


def give_up_addresses(ledger: Ledger, wanted: set[str]) -> None:
    """Ended constituencies leave the plain address of their page to a new one of the same name."""
    taken = set(Constituency.objects.values_list("slug", flat=True))
    for seat in Constituency.objects.filter(slug__in=wanted, valid_to__isnull=False):
        slug = free(f"{seat.slug[: longest_slug() - 14]}-until-{seat.valid_to:%Y}", taken)
        taken.add(slug)
        ledger.change(seat, slug=slug)


def address(one: Listed) -> str:
    return slugify(one.name) or one.code.lower()


def free(slug: str, taken: set[str]) -> str:
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def longest_slug() -> int:
    return Constituency._meta.get_field("slug").max_length or 0


def made(one: Listed, slug: str, since: date, cell: tuple[int | None, int | None]) -> Constituency:
    """A new row; it stands in the cell of the constituency whose name and address it takes over."""
    latitude, longitude = one.position or (None, None)
    return Constituency(
        code=one.code,
        name=one.name,
        name_cy=one.name_cy or "",
        slug=slug,
        country=one.country,
        region=one.region,
        valid_from=one.valid_from or since,
        latitude=latitude,
        longitude=longitude,
        hex_q=cell[0],
        hex_r=cell[1],
    )


def update(ledger: Ledger, seat: Constituency, one: Listed) -> None:
    for line in differences(seat, one):
        ledger.say(line)
    ledger.change(seat, **said(one))


def said(one: Listed) -> dict[str, Any]:
    """The columns that the file has something to say about."""
    latitude, longitude = one.position or (None, None)
    values = {
        "name": one.name,
        "name_cy": one.name_cy,
        "region_id": one.region.pk if one.region else None,
        "latitude": latitude,
        "longitude": longitude,
        "valid_from": one.valid_from,
    }
    return {name: value for name, value in values.items() if value is not None}


def differences(seat: Constituency, one: Listed) -> Iterator[str]:
    if one.name != seat.name:
        yield f"{seat.name} is now called {one.name} ({one.code})."
    if one.name_cy not in (None, seat.name_cy):
        yield f"{one.name}: {one.name_cy} in Welsh." if one.name_cy else f"{one.name}: no other name in Welsh."
    if one.region not in (None, seat.region):
        yield f"{one.name}: now in {one.region}, before in {seat.region or 'no region'}."
    if one.valid_from not in (None, seat.valid_from) and one.valid_from:
        yield f"{one.name}: exists from {day(one.valid_from)}, not {day(seat.valid_from)}."


def say_moves(ledger: Ledger, stay: Collection[Listed], known: Known) -> None:
    moves = [
        (distance(before, one.position), one.name)
        for one in stay
        if one.position and (before := known[one.code].position) and before != one.position
    ]
    if moves:
        km, name = max(moves)
        ledger.say(f"{len(moves)} positions are better known, the farthest by {km:.1f} km ({name}).")


def day(value: date) -> str:
    return date_format(value, "j F Y")
