"""Looking for the best places: seats change places with the cell beside them wherever that brings neighbours together.

Threshold accepting (Dueck and Scheuer, 1990): a change is kept if it costs less than a threshold that sinks to nothing.
All sums are of whole numbers, and the dice are a generator of our own, so that every machine finds the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from places.maps.layout_board import AROUND, EMPTY, SIMPLE, WIDTH, Board
from places.maps.layout_pairs import Pair

FINE = 8  # to a step: east in half cells, north in rows, of which three squares make what one does of half cells
STEP = 4 * FINE**2  # the square of the distance of two cells beside each other
Vector = tuple[int, int]
Wanted = dict[Pair, tuple[int, Vector]]  # how much a pair weighs, and where its first is to lie from its second


@dataclass(frozen=True)
class Weights:
    """What the search may pay, and what it pays for, in squares of an eighth of half a cell."""

    rounds: int
    threshold: int
    border: int  # for each side of a cell along a border or coast
    apart: int = 0  # for two areas that touch on the ground and don't touch here, for each side of two that they miss
    strange: int = 0  # for each side along which two areas touch that don't on the ground


class Search:
    """One search. Areas are numbers, and so are nations; `touching` are the pairs of areas that touch on the ground."""

    def __init__(
        self,
        board: Board,
        areas: Sequence[int],
        nations: Sequence[int],
        wanted: Wanted,
        touching: frozenset[Pair],
        dice: int,
    ) -> None:
        self.board, self.areas, self.touching = board, areas, touching
        self.east = [(2 * (cell % WIDTH) + cell // WIDTH) * FINE for cell in range(len(board.at))]
        self.north = [cell // WIDTH * FINE for cell in range(len(board.at))]
        land = [0] * len(areas)
        self.layers = [[EMPTY if seat == EMPTY else of[seat] for seat in board.at] for of in (areas, nations, land)]
        self.area = self.layers[0]
        self.sides = self.count_sides()
        self.wanted, self.dice = wanted, dice
        self.tie()

    def tie(self) -> None:
        """Note for each seat its neighbours, its weight, and the weighted sum of the spots where they want it."""
        seats = range(len(self.areas))
        self.tied: list[dict[int, int]] = [{} for _ in seats]
        self.weight, self.pull_east, self.pull_north = [0 for _ in seats], [0 for _ in seats], [0 for _ in seats]
        for (first, second), (weight, (east, north)) in self.wanted.items():
            for seat, other, sign in ((first, second, 1), (second, first, -1)):
                self.tied[seat][other] = weight
                self.weight[seat] += weight
                cell = self.board.cell[other]
                self.pull_east[seat] += weight * (self.east[cell] + sign * east)
                self.pull_north[seat] += weight * (self.north[cell] + sign * north)

    def count_sides(self) -> dict[Pair, int]:
        sides: dict[Pair, int] = {}
        for cell in self.board.cell:
            for step in AROUND:
                area, beside = self.area[cell], self.area[cell + step]
                # Each side is met from both of its cells, but a coast from the land alone.
                if area < beside or beside == EMPTY:
                    pair = min(area, beside), max(area, beside)
                    sides[pair] = sides.get(pair, 0) + 1
        return sides

    def run(self, weights: Weights, *, whole: bool) -> None:
        """Where `whole`, what held together before and had no hole does so after."""
        self.weights, self.whole = weights, whole
        for turn in range(weights.rounds):
            left = max(0, weights.rounds * 19 // 20 - turn)
            limit = max(1, weights.threshold * left * left // weights.rounds**2)
            owed = any(missing(self.sides.get(pair, 0)) for pair in self.touching)
            self.most_saved = 10 * weights.border + (4 * weights.apart if owed else 0)
            for _ in self.areas:
                self.dice = (self.dice * 25214903917 + 11) % 2**48  # the generator of POSIX's drand48
                side, seat = divmod(self.dice >> 16, len(self.areas))
                self.try_step(seat, AROUND[side % 6], limit)

    def total(self, weights: Weights) -> int:
        """What the board costs as it is."""
        self.weights, sides, self.sides = weights, self.sides, {}
        borders = sum(self.side_cost(pair, count) for pair, count in sides.items())
        self.sides = sides
        cells = self.board.cell
        return borders + sum(
            weight
            * (
                (self.east[cells[first]] - self.east[cells[second]] - east) ** 2
                + 3 * (self.north[cells[first]] - self.north[cells[second]] - north) ** 2
            )
            for (first, second), (weight, (east, north)) in self.wanted.items()
        )

    def try_step(self, seat: int, step: int, limit: int) -> None:
        here = self.board.cell[seat]
        there = here + step
        other = self.board.at[there]
        cost = self.cost(seat, here, there)
        if other != EMPTY:
            cost += self.cost(other, there, here) + 2 * STEP * self.tied[seat].get(other, 0)
        if self.area[here] == self.area[there]:
            if cost < limit:
                self.step(seat, other, here, there)
        elif cost < limit + self.most_saved and (not self.whole or self.stays_whole(here, there)):
            changes = self.changed_sides(here, there)
            if cost + sum(self.side_cost(pair, change) for pair, change in changes.items()) < limit:
                self.sides.update({pair: self.sides.get(pair, 0) + change for pair, change in changes.items()})
                for layer in self.layers:
                    layer[here], layer[there] = layer[there], layer[here]
                self.step(seat, other, here, there)

    def cost(self, seat: int, here: int, there: int) -> int:
        """By how much the squares of its distances from where its neighbours want it grow, if it goes there alone."""
        east, north = self.east[here], self.north[here]
        to_east, to_north = self.east[there], self.north[there]
        weight = self.weight[seat]
        return (to_east - east) * (weight * (to_east + east) - 2 * self.pull_east[seat]) + 3 * (to_north - north) * (
            weight * (to_north + north) - 2 * self.pull_north[seat]
        )

    def step(self, seat: int, other: int, here: int, there: int) -> None:
        east, north = self.east[there] - self.east[here], self.north[there] - self.north[here]
        self.board.exchange(here, there)
        for mover, sign in ((seat, 1), (other, -1)):
            if mover != EMPTY:
                for near, weight in self.tied[mover].items():
                    self.pull_east[near] += sign * weight * east
                    self.pull_north[near] += sign * weight * north

    def stays_whole(self, here: int, there: int) -> bool:
        """Whether every area, every nation and the land keep together, and without holes, in an exchange of cells."""
        return all(
            layer[here] == layer[there]
            or (moves_whole(layer, here, there) and (layer[there] == EMPTY or moves_whole(layer, there, here)))
            for layer in self.layers
        )

    def changed_sides(self, here: int, there: int) -> dict[Pair, int]:
        """How many more sides two areas, or an area and the sea, have in common after an exchange."""
        changes: dict[Pair, int] = {}
        for cell, across in ((here, there), (there, here)):
            before, after = self.area[cell], self.area[across]
            for step in AROUND:
                if cell + step != across:
                    beside = self.area[cell + step]
                    for area, change in ((before, -1), (after, 1)):
                        pair = (area, beside) if area < beside else (beside, area)
                        changes[pair] = changes.get(pair, 0) + change
        return changes

    def side_cost(self, pair: Pair, change: int) -> int:
        if pair[0] == pair[1]:
            return 0
        cost = self.weights.border * change
        if pair in self.touching:
            sides = self.sides.get(pair, 0)
            cost += self.weights.apart * (missing(sides + change) - missing(sides))
        elif pair[0] != EMPTY:
            cost += self.weights.strange * change
        return cost


def missing(sides: int) -> int:
    """Of the two sides with which two areas that touch on the ground are to touch."""
    return max(0, 2 - sides)


def moves_whole(layer: Sequence[int], here: int, there: int) -> bool:
    """Whether what stands here can go there, beside it, and what it belongs to neither falls apart nor gets a hole."""
    group = layer[here]
    leaves = sum((layer[here + step] == group) << turn for turn, step in enumerate(AROUND))
    enters = sum((layer[there + step] == group and there + step != here) << turn for turn, step in enumerate(AROUND))
    return SIMPLE[leaves] and SIMPLE[enters]
