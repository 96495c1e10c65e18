"""A place for each constituency in the hexagon cartogram, from nothing but where it lies and what it is part of.

The method, and how well it does, are in docs/decisions/0020-hexagon-layout.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from places.imports.hexmap import Cell
from places.maps.layout_board import ROW, WIDTH, Board, NotWhole, cell_at, mend, odd_r, steps
from places.maps.layout_pairs import ACROSS_THE_SEA, Pair, Place, Seat, direction, gabriel, neighbours, places, squares
from places.maps.layout_relax import Points, relax
from places.maps.layout_search import FINE, Search, Wanted, Weights, missing
from places.progress import watched

STRAIT = 3  # steps from there to the nearest cell of Great Britain, so two empty cells
ABROAD = 2  # a pair of neighbours in two nations has this many times the weight of a pair in one
TRIES, ROUNDS_TO_TOUCH = 4, 4
LOOSE = Weights(rounds=300, threshold=4000, border=400)
WHOLE = Weights(rounds=1500, threshold=4000, border=500, apart=5000, strange=500)
TOUCH = Weights(rounds=500, threshold=4000, border=500, apart=5000, strange=500)


@dataclass(frozen=True)
class Land:
    """Seats that are to hold together, and what is known of them: areas and nations by number."""

    points: list[Place]
    areas: list[int]
    nations: list[int]
    pairs: dict[Pair, int]
    touching: frozenset[Pair]

    @property
    def groups(self) -> list[list[int]]:
        return [
            [seat for seat, its in enumerate(kinds) if its == number]
            for kinds in (self.areas, self.nations)
            for number in sorted(set(kinds))
        ]

    def wanted(self) -> Wanted:
        vectors = {pair: direction(self.points, pair) for pair in self.pairs}
        return {
            pair: (self.pairs[pair], (round(2 * FINE * east), round(FINE * north / ROW)))
            for pair, (east, north) in vectors.items()
        }


def arrange(seats: Sequence[Seat]) -> dict[str, Cell]:
    """A cell for each code, none below 0; the same for the same seats in whatever order. May raise NotWhole."""
    ordered = sorted(seats, key=lambda seat: seat.code)
    mainland = [seat for seat in ordered if seat.nation != ACROSS_THE_SEA]
    island = [seat for seat in ordered if seat.nation == ACROSS_THE_SEA]
    land, isle = survey(mainland), survey(island)
    cells, own = lay_out(land), lay_out(isle)
    if cells and own:
        way = moor(land, isle, cells, own)
        own = [cell + way for cell in own]
    return from_zero(dict(zip((seat.code for seat in mainland + island), map(odd_r, cells + own), strict=True)))


def survey(seats: Sequence[Seat]) -> Land:
    points = places(seats)
    apart = squares(points)
    areas, nations = numbered([seat.area for seat in seats]), numbered([seat.nation for seat in seats])
    pairs = {
        (first, second): weight * (1 if nations[first] == nations[second] else ABROAD)
        for (first, second), weight in neighbours(seats, apart).items()
    }
    met = ((areas[first], areas[second]) for first, second in gabriel(apart))
    touching = frozenset((min(pair), max(pair)) for pair in met if pair[0] != pair[1])
    return Land(points, areas, nations, pairs, touching)


def numbered(names: Sequence[str]) -> list[int]:
    order = sorted(set(names))
    return [order.index(name) for name in names]


def lay_out(land: Land) -> list[int]:
    """The best of some tries, which differ in their dice."""
    if not land.points:
        return []
    relaxed = relax(land.points, land.pairs)
    found = [board for dice in watched(range(1, TRIES + 1), "Layouts") if (board := attempt(land, relaxed, dice))]
    if not found:
        raise NotWhole
    return min(found, key=lambda board: cost(land, board)).cell


def attempt(land: Land, relaxed: Points, dice: int) -> Board | None:
    board = Board(len(land.points))
    spots = [(float(east), float(north)) for east, north in relaxed]
    for seat in sorted(range(len(spots)), key=lambda seat: (round(spots[seat][1]), round(spots[seat][0]), seat)):
        board.push_in(seat, cell_at(*spots[seat]))
    search(land, board, land.wanted(), dice).run(LOOSE, whole=False)
    try:
        mend(board, land.groups)
    except NotWhole:
        return None
    make_touch(land, board, dice)
    return board


def make_touch(land: Land, board: Board, dice: int) -> None:
    """Search, and while areas that touch on the ground don't touch here, again with twice the weight between them."""
    wanted, weights = land.wanted(), WHOLE
    for turn in range(ROUNDS_TO_TOUCH):
        looking = search(land, board, wanted, dice + TRIES * (turn + 1))
        looking.run(weights, whole=True)
        owed = {pair for pair in land.touching if missing(looking.sides.get(pair, 0))}
        if not owed:
            return
        weights = TOUCH
        for pair, (weight, vector) in wanted.items():
            areas = sorted(land.areas[seat] for seat in pair)
            wanted[pair] = weight * (2 if tuple(areas) in owed else 1), vector


def search(land: Land, board: Board, wanted: Wanted, dice: int) -> Search:
    return Search(board, land.areas, land.nations, wanted, land.touching, dice)


def cost(land: Land, board: Board) -> int:
    return search(land, board, land.wanted(), 0).total(WHOLE)


def moor(land: Land, isle: Land, cells: Sequence[int], own: Sequence[int]) -> int:
    """By how much to move the cells across the sea: to the rows of their latitude, and there as far east as may be."""
    middle = sum(north for _, north in isle.points) // len(own)
    level = sorted(range(len(cells)), key=lambda seat: (abs(land.points[seat][1] - middle), seat))[: len(own)]
    rows = mean_row([cells[seat] for seat in level]) - mean_row(own)
    return next(
        way
        for east in range(-WIDTH // 4, WIDTH // 4)
        for way in [rows * WIDTH + east]
        if min(steps(cell + way, other) for cell in own for other in cells) <= STRAIT
    )


def mean_row(cells: Sequence[int]) -> int:
    return sum(cell // WIDTH for cell in cells) // len(cells)


def from_zero(cells: dict[str, Cell]) -> dict[str, Cell]:
    """Rows move by an even number only: odd ones lie half a cell to the east."""
    west, south = min(cell.q for cell in cells.values()), min(cell.r for cell in cells.values()) // 2 * 2
    return {code: Cell(cell.q - west, cell.r - south) for code, cell in cells.items()}
