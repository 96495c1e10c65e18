"""How much of a file is read, and what is said where it is more, or not a table at all."""

from collections.abc import Iterator
from typing import NamedTuple

LARGEST = 20 * 1024 * 1024  # bytes of a file
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 10_000  # characters
LONGEST_HEADING = 80

Cells = list[str]


class BadFile(Exception):
    """The file can't be read; its text is a sentence for whoever chose it."""


class Line(NamedTuple):
    number: int  # in the file, from 1
    cells: Cells
    errors: list[str]


class Sheet(NamedTuple):
    """The rows come one by one, and raise BadFile where the rest can't be read."""

    headings: Cells
    rows: Iterator[Line]
    remark: str  # how it was read, where whoever chose it should look at that


def refuse_long(number: int, cells: Cells) -> None:
    for place, cell in enumerate(cells, start=1):
        if len(cell) > LONGEST_CELL:
            raise BadFile(
                f"The cell in line {number}, column {place} has {len(cell):,} characters, and {LONGEST_CELL:,} are the "
                "most. Is a quotation mark before it left open?"
            )


def refuse_many(count: int) -> None:
    if count > MOST_ROWS:
        raise BadFile(f"The file has more than {MOST_ROWS:,} rows. Split it, and bring in one part after the other.")
