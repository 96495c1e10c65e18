"""Which constituencies are neighbours, and in which direction one lies from the other: what a layout is to keep.

Everything is a whole number (thousandths of the map's unit of 1.13 km), so that no machine rounds otherwise.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from places.maps.projection import project
from places.models import Position

UNIT = 1000
ACROSS_THE_SEA = "Northern Ireland"
NEAREST = 6  # as many neighbours as a hexagon has
TIED = 3500  # what is given to a tenth of a degree coincides: such are set apart on a disc of this radius, 3.9 km
GOLDEN_ANGLE = pi * (3 - sqrt(5))
CLOSE = 5300  # nearer than this (6 km) the direction counts the less, the nearer they lie
Place = tuple[int, int]  # east and north
Pair = tuple[int, int]


@dataclass(frozen=True)
class Seat:
    """A constituency to be placed; `area` is its region in England and its nation elsewhere."""

    code: str
    nation: str
    area: str
    position: Position


def places(seats: Sequence[Seat], *, tied: int = TIED) -> list[Place]:
    """Where they lie, those in one spot set apart like the seeds of a sunflower, in the order they are given in."""
    spots: dict[Place, list[int]] = defaultdict(list)
    for index, seat in enumerate(seats):
        point = project(seat.position)
        spots[round(point.x * UNIT), -round(point.y * UNIT)].append(index)
    apart = {}
    for (east, north), together in spots.items():
        for turn, index in enumerate(together):
            radius = tied * sqrt((turn + 0.5) / len(together)) if len(together) > 1 else 0
            angle = turn * GOLDEN_ANGLE
            apart[index] = east + round(radius * cos(angle)), north + round(radius * sin(angle))
    return [apart[index] for index in range(len(seats))]


def squares(points: Sequence[Place]) -> list[list[int]]:
    """The square of each one's distance from each."""
    return [[(a - c) ** 2 + (b - d) ** 2 for c, d in points] for a, b in points]


def neighbours(seats: Sequence[Seat], apart: list[list[int]]) -> dict[Pair, int]:
    """Pairs and their weight: one of the other's six nearest in its nation, or with none between them, or both.

    None between them: no other place lies in the circle of which they end a diameter (the Gabriel graph). Across the
    borders of nations this alone makes neighbours; it finds exactly the regions and nations that touch on the ground.
    """
    pairs: dict[Pair, int] = defaultdict(int)
    for index, seat in enumerate(seats):
        for other in nearest(index, [o for o, near in enumerate(seats) if near.nation == seat.nation], apart):
            pairs[min(index, other), max(index, other)] = 1
    for pair in gabriel(apart):
        pairs[pair] += 1
    return dict(sorted(pairs.items()))


def nearest(index: int, among: list[int], apart: list[list[int]]) -> list[int]:
    row = apart[index]
    return sorted((other for other in among if other != index), key=lambda other: (row[other], other))[:NEAREST]


def gabriel(apart: list[list[int]]) -> list[Pair]:
    pairs = []
    for index, row in enumerate(apart):
        # Whoever stands between the two is nearer than the farther one, so near ones are tried first.
        order = sorted(range(len(row)), key=lambda other: (row[other], other))
        for other in range(index + 1, len(row)):
            far, across = apart[other], row[other]
            between = (row[third] + far[third] < across for third in order if third not in (index, other))
            if not any(between):
                pairs.append((index, other))
    return pairs


def direction(points: Sequence[Place], pair: Pair) -> tuple[float, float]:
    """From the second of a pair to the first, in cells: 1 long, less where the two nearly coincide."""
    east, north = (first - second for first, second in zip(points[pair[0]], points[pair[1]], strict=True))
    length = max(hypot(east, north), CLOSE)
    return round(east / length, 9), round(north / length, 9)
