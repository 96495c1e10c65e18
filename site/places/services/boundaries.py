"""Taking over the outlines of constituencies."""

import gzip
from collections.abc import Mapping

from places.enums import DataKind, Scope
from places.imports import seats
from places.models import Boundary, Constituency, DataImport, Position
from places.progress import watched
from places.services.changes import Ledger


def bring_in(
    *, paths: Mapping[str, str], positions: Mapping[str, Position], scope: Scope, source: str, checksum: str
) -> DataImport:
    """Store the path of every constituency in force of a scope; raises ImportRefused unless there is one for each.

    `positions`, by code and perhaps none, better those that the project brings along, which are whole tenths of a
    degree; what an import brought stays.
    """
    ledger = Ledger()
    current = seats.all_of(scope, paths)
    known = {boundary.constituency_id: boundary for boundary in Boundary.objects.all()}
    for code, path in watched(paths.items(), "Boundaries"):
        if boundary := known.get(current[code].pk):
            ledger.change(boundary, path=path)
        else:
            ledger.add(Boundary(constituency=current[code], path=path))
    packed = len(gzip.compress("".join(paths.values()).encode()))
    ledger.say(f"{len(paths)} outlines, {packed / 1000:.0f} kB packed.")
    say_moves(ledger, sum(move(ledger, current[code], position) for code, position in positions.items()))
    return ledger.close(kind=DataKind.BOUNDARIES, source=source, checksum=checksum, rows=len(paths))


def move(ledger: Ledger, seat: Constituency, position: Position) -> bool:
    if seat.position and not all(round(degrees, 1) == degrees for degrees in seat.position):
        return False
    return ledger.change(seat, latitude=position.latitude, longitude=position.longitude)


def say_moves(ledger: Ledger, moved: int) -> None:
    if moved:
        ledger.say(f"{moved} positions are better known.")
