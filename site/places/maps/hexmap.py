"""The hexagon cartogram: a cell a constituency, so that every seat counts alike.

Cells are drawn on a lattice of whole numbers, in which a hexagon is `l1 1v2l-1 1-1-1v-2z`, and the drawing is then
stretched until they are regular: short paths, which matters with 650 of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from django.db.models.functions import Coalesce

from places.maps.figure import Area, Drawn, MapData, Sheet, draw
from places.models import Constituency

HEXAGON = "l1 1v2l-1 1-1-1v-2z"  # from its northern corner
ACROSS, DOWN = 7, 4  # what the units of the lattice are stretched by: √3 to 1, to within one per cent
MARGIN = 3
Corner: TypeAlias = tuple[int, int]
Edge: TypeAlias = tuple[Corner, Corner]


class Cell(NamedTuple):
    """Where a constituency stands, in HexJSON's layout odd-r: odd rows lie half a cell to the east, r grows north."""

    key: int
    slug: str
    name: str
    place: str  # its region or nation
    q: int | None
    r: int | None
    country: str = ""  # GSS codes, where they were asked for
    region: str | None = None


def cells() -> list[Cell]:
    """Of the constituencies in force, from north to south. One query."""
    rows = (
        Constituency.objects.current()
        .order_by("-hex_r", "hex_q")
        .values_list(
            "pk",
            "slug",
            "name",
            Coalesce("region__name", "country__name"),
            "hex_q",
            "hex_r",
            "country__code",
            "region__code",
        )
    )
    return [Cell(*row) for row in rows]


def hexmap(cells: Sequence[Cell], data: MapData) -> Drawn:
    return draw(areas(cells), data, sheet(cells))


def areas(cells: Sequence[Cell]) -> list[Area]:
    at = corners(cells)
    return [Area(cell.key, cell.slug, cell.name, hexagon(at[cell.key]) if cell.key in at else "") for cell in cells]


def hexagon(corner: Corner) -> str:
    return f"M{corner[0]} {corner[1]}{HEXAGON}"


def corners(cells: Iterable[Cell]) -> dict[int, Corner]:
    """The northern corner of each cell on the lattice, by the key of its constituency."""
    placed = [
        (cell.key, 2 * cell.q + cell.r % 2, cell.r) for cell in cells if cell.q is not None and cell.r is not None
    ]
    west, north = min((x for _, x, _ in placed), default=0), max((r for _, _, r in placed), default=0)
    return {key: (x - west + 1, 3 * (north - r)) for key, x, r in placed}


def sheet(cells: Sequence[Cell]) -> Sheet:
    at = corners(cells)
    wide = ACROSS * (max((x for x, _ in at.values()), default=0) + 1)
    high = DOWN * (max((y for _, y in at.values()), default=0) + 4)
    box = f"{-MARGIN} {-MARGIN} {wide + 2 * MARGIN} {high + 2 * MARGIN}"
    places = {at[cell.key]: cell.place for cell in cells if cell.key in at}
    return Sheet(box, f"scale({ACROSS} {DOWN})", "".join(map(line, chains(borders(places)))))


def borders(places: dict[Corner, str]) -> Iterator[Edge]:
    """The edges between cells of different places: the eastern and the two southern ones of each cell will do."""
    for (x, y), place in places.items():
        if places.get((x + 2, y), place) != place:
            yield (x + 1, y + 1), (x + 1, y + 3)
        if places.get((x + 1, y + 3), place) != place:
            yield (x + 1, y + 3), (x, y + 4)
        if places.get((x - 1, y + 3), place) != place:
            yield (x, y + 4), (x - 1, y + 3)


def chains(edges: Iterable[Edge]) -> Iterator[list[Corner]]:
    """Edges joined into as few lines as come of following them from their loose ends."""
    ways: dict[Corner, set[Corner]] = {}
    for one, other in edges:
        ways.setdefault(one, set()).add(other)
        ways.setdefault(other, set()).add(one)
    for start in sorted(ways, key=lambda corner: (len(ways[corner]) % 2 == 0, corner)):
        while ways[start]:
            yield follow(ways, start)


def follow(ways: dict[Corner, set[Corner]], start: Corner) -> list[Corner]:
    """Along edges, which are taken away, until there is none left to go on."""
    path = [start]
    while onward := ways[path[-1]]:
        corner = min(onward)
        onward.remove(corner)
        ways[corner].remove(path[-1])
        path.append(corner)
    return path


def line(path: Sequence[Corner]) -> str:
    """In steps from corner to corner, of which there are six: they take half the room of places once compressed."""
    (x, y), *_ = path
    return f"M{x} {y}l" + " ".join(f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(path))
