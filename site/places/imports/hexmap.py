"""HexJSON: which cell of a cartogram of hexagons each constituency has."""

from pathlib import Path
from typing import Any, NamedTuple

from places.imports import ImportRefused, files

FARTHEST = 1000  # cells from the origin
IN_COLUMNS = {"odd-q", "even-q"}


class Cell(NamedTuple):
    """Layout odd-r: rows of hexagons with a point on top, the odd ones half a cell further east; r grows northwards."""

    q: int
    r: int


def read(file: Path) -> dict[str, Cell]:
    """The cells by the code of their constituency, in layout odd-r."""
    found = files.document(file)
    down = one_down(found.get("layout"))
    hexes = found.get("hexes")
    if not isinstance(hexes, dict) or not hexes:
        raise ImportRefused(f"{file.name} holds no “hexes”: it isn't HexJSON.")
    cells: dict[Cell, str] = {}
    for code, value in hexes.items():
        cell = cell_of(code, value, down)
        if other := cells.get(cell):
            raise ImportRefused(f"{other} and {code} stand in the same cell.")
        cells[cell] = code
    return {code: cell for cell, code in cells.items()}


def one_down(layout: Any) -> int:
    """How many rows to move a layout so that it is odd-r: even-r is the same drawing, counted from one row away."""
    if layout in IN_COLUMNS:
        raise ImportRefused(
            f"The layout {layout} stands in columns of hexagons with a flat top. The map has rows of hexagons with a "
            "point on top, and no way of turning one into the other keeps north up. Ask for odd-r or even-r."
        )
    if layout not in ("odd-r", "even-r"):
        raise ImportRefused("The file names no layout that we know: odd-r or even-r.")
    return 1 if layout == "even-r" else 0


def cell_of(code: str, value: Any, down: int) -> Cell:
    q, r = (value.get("q"), value.get("r")) if isinstance(value, dict) else (None, None)
    if type(q) is not int or type(r) is not int:
        raise ImportRefused(f"{code} has no cell: q and r must be whole numbers.")
    if max(abs(q), abs(r)) >= FARTHEST:
        raise ImportRefused(f"{code} stands too far out, at {q}, {r}.")
    return Cell(q, r - down)
