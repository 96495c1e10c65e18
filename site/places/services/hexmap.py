"""Taking over a hexagon layout."""

from collections.abc import Mapping

from places.enums import DataKind, Scope
from places.imports import seats
from places.imports.hexmap import Cell
from places.models import DataImport
from places.progress import watched
from places.services.changes import Ledger


def bring_in(*, cells: Mapping[str, Cell], source: str, checksum: str) -> DataImport:
    """Give every current constituency its cell; raises ImportRefused unless the layout has one for each of them."""
    ledger = Ledger()
    current = seats.all_of(Scope.UK, cells)
    moving = [seat for seat in current.values() if (seat.hex_q, seat.hex_r) != cells[seat.code]]
    for seat in moving:  # out of the way first: no two current ones may share a cell, not for a moment
        ledger.change(seat, hex_q=None, hex_r=None)
    for seat in watched(moving, "Hexagons"):
        ledger.change(seat, hex_q=cells[seat.code].q, hex_r=cells[seat.code].r)
    if moving:
        ledger.say(f"{len(moving)} constituencies stand in another cell: {seats.some([seat.name for seat in moving])}.")
    return ledger.close(kind=DataKind.HEXMAP, source=source, checksum=checksum, rows=len(cells))
