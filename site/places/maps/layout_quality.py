"""How good a hexagon layout is: what the command reports, and what the tests hold it to."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import correlation

from places.imports.hexmap import Cell
from places.maps.layout_board import AROUND, WIDTH, pieces, steps
from places.maps.layout_pairs import ACROSS_THE_SEA, Seat, gabriel, nearest, places, squares


@dataclass(frozen=True)
class Quality:
    neighbours_kept: float  # the mean share of a seat's six nearest in its nation that lie within two cells
    north_kept: float  # the lowest, of all areas, of the rank correlation of latitudes with rows
    east_kept: float  # the same of how far east they lie
    broken: list[str]  # nations and areas in more pieces than one
    holed: list[str]  # nations and areas with holes
    parted: list[tuple[str, str]]  # areas that touch on the ground and not in the layout; what the sea parts aside
    strangers: list[tuple[str, str]]  # areas that touch in the layout and not on the ground


def measure(seats: Sequence[Seat], cells: Mapping[str, Cell]) -> Quality:
    at = {seat.code: axial(cells[seat.code]) for seat in seats}
    groups: dict[str, list[Seat]] = {}
    for seat in seats:
        for name in {seat.nation, seat.area}:
            groups.setdefault(name, []).append(seat)
    areas = {seat.area for seat in seats}
    ground, layout = touching_on_the_ground(seats), touching_in_the_layout(seats, at)
    return Quality(
        neighbours_kept=kept(seats, at),
        north_kept=min(direction_kept(groups[area], at)[1] for area in areas),
        east_kept=min(direction_kept(groups[area], at)[0] for area in areas),
        broken=sorted(name for name, group in groups.items() if len(pieces(at[seat.code] for seat in group)) > 1),
        holed=sorted(name for name, group in groups.items() if has_holes([at[seat.code] for seat in group])),
        parted=sorted(ground - layout),
        strangers=sorted(layout - ground),
    )


def axial(cell: Cell) -> int:
    """As the board numbers it, two rows and half a board away from its edges."""
    return (cell.r + 2) * WIDTH + cell.q - (cell.r + 2) // 2 + WIDTH // 2


def kept(seats: Sequence[Seat], at: Mapping[str, int]) -> float:
    shares = []
    for nation in sorted({seat.nation for seat in seats}):
        within = [seat for seat in seats if seat.nation == nation]
        # The places as they are given: what lies in one spot is equally near, and set apart by the layout alone.
        apart = squares(places(within, tied=0))
        for index, seat in enumerate(within):
            near = nearest(index, list(range(len(within))), apart)
            beside = sum(steps(at[seat.code], at[within[other].code]) <= 2 for other in near)
            shares.append(beside / len(near))
    return sum(shares) / len(shares)


def direction_kept(group: Sequence[Seat], at: Mapping[str, int]) -> tuple[float, float]:
    """The rank correlations of where the seats lie with where their cells do, to the east and to the north."""
    rows = [at[seat.code] // WIDTH for seat in group]
    columns = [at[seat.code] % WIDTH + row / 2 for seat, row in zip(group, rows, strict=True)]
    ground = places(group, tied=0)
    east, north = zip(*ground, strict=True)
    return order_kept(east, columns), order_kept(north, rows)


def order_kept(ground: Sequence[float], layout: Sequence[float]) -> float:
    """Spearman's rank correlation; whole where all lie equally far that way, and so have no order."""
    if len(set(ground)) == 1 or len(set(layout)) == 1:
        return 1.0
    return correlation(ranks(ground), ranks(layout))


def ranks(values: Sequence[float]) -> list[float]:
    """Ties share the middle of their ranks."""
    order = sorted(values)
    return [bisect_left(order, value) + bisect_right(order, value) for value in values]


def has_holes(cells: Collection[int]) -> bool:
    """Whether anything within their frame is cut off from the outside of it."""
    rows, columns = [cell // WIDTH for cell in cells], [cell % WIDTH for cell in cells]
    frame = {
        row * WIDTH + column
        for row in range(min(rows) - 1, max(rows) + 2)
        for column in range(min(columns) - 1, max(columns) + 2)
    }
    return len(pieces(frame.difference(cells))) > 1


def touching_on_the_ground(seats: Sequence[Seat]) -> set[tuple[str, str]]:
    mainland = [seat for seat in seats if seat.nation != ACROSS_THE_SEA]
    pairs = gabriel(squares(places(mainland)))
    met = ((mainland[first].area, mainland[second].area) for first, second in pairs)
    return {(min(pair), max(pair)) for pair in met if len(set(pair)) == 2}


def touching_in_the_layout(seats: Sequence[Seat], at: Mapping[str, int]) -> set[tuple[str, str]]:
    area = {at[seat.code]: seat.area for seat in seats}
    met = ((its, area[cell + step]) for cell, its in area.items() for step in AROUND if cell + step in area)
    return {(min(pair), max(pair)) for pair in met if len(set(pair)) == 2}
