"""A board of hexagons, with what is whole on it: groups that hold together and have no holes.

A cell is one whole number: WIDTH times its row, and its column on an axis that slants to the north-west, so that the
six cells around any cell lie at the same six distances from it (axial coordinates).
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from math import sqrt

from places.imports.hexmap import Cell

WIDTH, HEIGHT = 256, 128
AROUND = (1, WIDTH, WIDTH - 1, -1, -WIDTH, 1 - WIDTH)  # from the east against the clock
EMPTY = -1
MOST_TURNS = 400
ROW = sqrt(3) / 2  # the distance of two rows, in cells


class NotWhole(Exception):
    """The groups could not be brought to hold together."""


def one_run(bits: int) -> bool:
    """Whether those of the six cells around that are marked form one run, neither none nor all.

    Then, and only then, may the cell in the middle join or leave them without parting, joining, opening or closing
    anything: what held together and had no hole does so after.
    """
    return sum(bits >> turn & 1 and not bits >> (turn - 1) % 6 & 1 for turn in range(6)) == 1


SIMPLE = tuple(one_run(bits) for bits in range(64))


def cell_at(east: float, north: float) -> int:
    """The cell nearest to a point that is given in cells from the middle of the board, or one beside it."""
    row = round(north / ROW) + HEIGHT // 2
    return row * WIDTH + round(east - (row - HEIGHT // 2) / 2) + WIDTH // 2


def odd_r(cell: int) -> Cell:
    """In the layout of HexJSON that the site keeps: odd rows half a cell to the east, r grows to the north."""
    row, column = divmod(cell, WIDTH)
    return Cell(column + row // 2, row)


def steps(one: int, other: int) -> int:
    """How many steps lie between two cells."""
    (row, column), (to_row, to_column) = divmod(one, WIDTH), divmod(other, WIDTH)
    rows, columns = to_row - row, to_column - column
    return max(abs(rows), abs(columns), abs(rows + columns))


def pieces(cells: Iterable[int]) -> list[list[int]]:
    """What hangs together, the largest first."""
    left, found = set(cells), []
    for start in sorted(left):
        if start not in left:
            continue
        left.discard(start)
        piece = [start]
        for cell in piece:  # grows while it is read
            beside = [cell + step for step in AROUND if cell + step in left]
            left.difference_update(beside)
            piece.extend(beside)
        found.append(sorted(piece))
    return sorted(found, key=lambda piece: (-len(piece), piece))


class Board:
    """Who stands where: `at` a cell the index of a seat or EMPTY, `cell` of a seat its cell."""

    def __init__(self, size: int) -> None:
        self.at = [EMPTY] * (WIDTH * HEIGHT)
        self.cell = [EMPTY] * size
        self.around = AROUND  # in the order in which paths try them

    def put(self, seat: int, cell: int) -> None:
        self.at[cell] = seat
        self.cell[seat] = cell

    def exchange(self, one: int, other: int) -> None:
        """Of what stands in two cells; either may be empty."""
        first, second = self.at[one], self.at[other]
        self.at[one], self.at[other] = second, first
        if first != EMPTY:
            self.cell[first] = other
        if second != EMPTY:
            self.cell[second] = one

    def draw_along(self, path: Sequence[int]) -> None:
        """Each one on the path comes a cell nearer to its start; what stood at the start ends at its end."""
        for near, far in pairwise(path):
            self.exchange(near, far)

    def push_in(self, seat: int, cell: int) -> None:
        """Put a seat here, and push who stands here, and who stands behind, towards the nearest empty cell."""
        path = self.path(cell, lambda end: self.at[end] == EMPTY)
        self.draw_along(path[::-1])
        self.put(seat, cell)

    def path(self, start: int, reached: Callable[[int], bool], *, on_land: bool = False) -> list[int]:
        """The shortest to a cell that will do; it must exist."""
        before = {start: EMPTY}
        queue = deque([start])
        while not reached(queue[0]):
            cell = queue.popleft()
            for step in self.around:
                if cell + step not in before and not (on_land and self.at[cell + step] == EMPTY):
                    before[cell + step] = cell
                    queue.append(cell + step)
        path = [queue[0]]
        while before[path[-1]] != EMPTY:
            path.append(before[path[-1]])
        return path[::-1]

    def holes(self) -> list[list[int]]:
        """Empty cells that are not of the sea, which is the first of the pieces."""
        rows = [cell // WIDTH for cell in self.cell]
        band = range((min(rows) - 2) * WIDTH, (max(rows) + 3) * WIDTH)
        return pieces(cell for cell in band if self.at[cell] == EMPTY)

    def is_simple(self, cell: int) -> bool:
        return SIMPLE[sum((self.at[cell + step] != EMPTY) << turn for turn, step in enumerate(AROUND))]


def mend(board: Board, groups: Sequence[Collection[int]]) -> None:
    """Make each group (of seats) hold together, the whole first, and leave no hole; raises NotWhole."""
    for turn in range(MOST_TURNS):
        if not (join(board) or fill(board) or gather(board, groups, turn)):
            return
        board.around = board.around[1:] + board.around[:1]  # lest what one turn does the next undo for ever
    raise NotWhole


def join(board: Board) -> bool:
    """Bring the second largest piece of the whole one step nearer to the largest, if there are two."""
    parts = pieces(board.cell)
    if len(parts) == 1:
        return False
    towards = closest(board, parts[1], parts[0], on_land=False)
    step = towards[1] - towards[0]
    moving = [(board.at[cell], cell + step) for cell in parts[1]]
    for cell in parts[1]:
        board.at[cell] = EMPTY
    for seat, cell in moving:
        board.put(seat, cell)
    return True


def fill(board: Board) -> bool:
    """Draw the seats between a hole and the nearest coast inwards by one."""
    sea, *holes = board.holes()
    if not holes:
        return False
    outside = set(sea)

    def on_the_coast(cell: int) -> bool:
        return board.at[cell] != EMPTY and board.is_simple(cell) and any(cell + step in outside for step in AROUND)

    path = board.path(holes[-1][0], on_the_coast)
    while board.at[path[1]] == EMPTY:
        path = path[1:]
    board.draw_along(path)
    return True


def gather(board: Board, groups: Sequence[Collection[int]], turn: int) -> bool:
    """Bring one of the stray pieces of the groups one step nearer to its main piece; a different one each turn."""
    strays = []
    for number, group in enumerate(groups):
        main, *rest = pieces(board.cell[seat] for seat in group)
        strays += [(len(piece), number, piece, main) for piece in rest]
    if not strays:
        return False
    _, _, piece, main = sorted(strays)[turn % len(strays)]
    board.draw_along(closest(board, piece, main, on_land=turn % 4 < 2)[:-1])
    return True


def closest(board: Board, piece: Sequence[int], goal: Collection[int], *, on_land: bool) -> list[int]:
    reached = set(goal).__contains__
    return min((board.path(cell, reached, on_land=on_land) for cell in piece), key=len)
