"""The figures of a chart, read from the rows of a table, and what is wrong with rows that can't be drawn."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Literal, NamedTuple

from pages.charts import numbers

Kind = Literal["line", "bar", "stacked"]
FEWEST_POINTS, MOST_POINTS = 2, 60
MOST_SERIES = 6  # as many as have a pattern and a dash of their own
MOST_BARS = 60  # beside each other: on a phone they are then 4 pixels wide
LONGEST_POINT, LONGEST_SERIES = 80, 40  # characters of a name
MOST_PROBLEMS = 5  # that are told at once
HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they turn the order of what follows
UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn"})  # categories of characters that nobody can see or that have no meaning


class BadFigures(ValueError):
    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(self.problems))


class Series(NamedTuple):
    name: str
    values: tuple[Decimal | None, ...]  # None where there is no figure


@dataclass(frozen=True)
class Figures:
    corner: str  # the name of the column of names
    points: tuple[str, ...]
    series: tuple[Series, ...]

    def known(self) -> list[Decimal]:
        return [value for series in self.series for value in series.values if value is not None]

    def totals(self) -> list[Decimal | None]:
        """Of each point; None where a part of it is missing, since a sum without it would be false."""
        return [whole(column) for column in zip(*(series.values for series in self.series), strict=True)]


def whole(parts: Sequence[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal()) if len(known) == len(parts) else None


class Row(NamedTuple):
    number: int  # as an editor counts them: 1 is the row of names
    cells: list[str]

    def __str__(self) -> str:
        name = self.cells[0] if self.cells else ""
        return f"Row {self.number} ({numbers.short(name)})" if name and self.number > 1 else f"Row {self.number}"


def read(table: Sequence[Sequence[Any]], kind: Kind) -> Figures:
    """The figures of a table whose first row names the columns and whose first column names the points.

    Raise BadFigures with the first things that are wrong with it, each with the number of its row.
    """
    rows = tidy(table)
    if found := list(islice(problems(rows, kind), MOST_PROBLEMS)):
        raise BadFigures(found)
    head, *body = (row.cells for row in rows)
    values = [[numbers.read(cell) if cell else None for cell in cells[1:]] for cells in body]
    columns = zip(*values, strict=True)
    series = tuple(Series(name, column) for name, column in zip(head[1:], columns, strict=True))
    return Figures(head[0], tuple(cells[0] for cells in body), series)


def tidy(table: Sequence[Sequence[Any]]) -> list[Row]:
    """The rows that hold anything, without the empty columns at the right, each cell on one line."""
    rows = [
        Row(number, ["" if cell is None else " ".join(str(cell).split()) for cell in cells])
        for number, cells in enumerate(table, start=1)
    ]
    rows = [row for row in rows if any(row.cells)]
    width = max((index + 1 for row in rows for index, cell in enumerate(row.cells) if cell), default=0)
    return [Row(row.number, row.cells[:width]) for row in rows]


def problems(rows: list[Row], kind: Kind) -> Iterator[str]:
    """What is wrong with the shape of it or, where that is right, with its cells."""
    shape = list(islice(of_shape(rows, kind), MOST_PROBLEMS))
    yield from shape
    if not shape:
        yield from of_characters(rows)
        yield from of_columns(rows)
        yield from of_points(rows)
        yield from of_numbers(rows[1:], kind)


def of_shape(rows: list[Row], kind: Kind) -> Iterator[str]:
    if not rows:
        yield "There is nothing in the table."
        return
    columns, body = len(rows[0].cells), rows[1:]
    most = MOST_POINTS if kind != "bar" or columns < 2 else MOST_BARS // (columns - 1)
    if columns < 2:
        yield "There is only one column: the first names the points, and each of the others holds figures."
    elif columns - 1 > MOST_SERIES:
        yield f"There are {columns - 1} columns of figures. A chart shows at most {MOST_SERIES}."
    elif len(body) > most:
        yield f"{body[most]} is one too many: {limit(kind, columns - 1, most)}."
    elif len(body) < FEWEST_POINTS:
        yield f"A chart needs at least {FEWEST_POINTS} points, each a row under the row of names."
    else:
        for row in body:
            if len(row.cells) != columns:
                yield f"{row} has {count(len(row.cells))}, and the first row has {columns}."


def limit(kind: Kind, series: int, most: int) -> str:
    if kind == "bar" and series > 1:
        return f"with {series} columns of figures, bars show at most {most} points. A line chart shows {MOST_POINTS}"
    return f"a chart shows at most {most} points"


def count(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"


def of_characters(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        if any(unicodedata.category(sign) in UNSEEN or sign in HIDDEN for cell in row.cells for sign in cell):
            yield f"Row {row.number} holds a character that can't be shown. Type the row again."


def of_columns(rows: list[Row]) -> Iterator[str]:
    names = rows[0].cells
    for number, name in enumerate(names[1:], start=2):
        if not name:
            yield f"Column {number} has no name in the first row."
        elif len(name) > LONGEST_SERIES:
            yield f'Column {number}: "{numbers.short(name)}" is longer than {LONGEST_SERIES} characters.'
        elif name in names[1 : number - 1]:
            yield f'Column {number} has the same name as another, "{name}".'
        elif not any(row.cells[number - 1] for row in rows[1:]):
            yield f'Column {number}, "{name}", holds no figures.'


def of_points(rows: list[Row]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for row in rows[1:]:
        name = row.cells[0]
        if not name:
            yield f"{row} has no name in its first cell."
        elif len(name) > LONGEST_POINT:
            yield f"{row} has a name of more than {LONGEST_POINT} characters."
        elif name in seen:
            yield f"{row} has the same name as row {seen[name]}."
        seen.setdefault(name, row.number)


def of_numbers(rows: list[Row], kind: Kind) -> Iterator[str]:
    for row in rows:
        for cell in filter(None, row.cells[1:]):
            try:
                below_zero = numbers.read(cell) < 0
            except numbers.NotANumber as wrong:
                yield f"{row}: {wrong}"
            else:
                if below_zero and kind == "stacked":
                    yield f"{row}: {cell} is below zero, which stacked bars can't show."
