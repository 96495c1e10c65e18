"""The postcodes of a list, whoever published it: in the columns of COLUMNS, a batch of rows at a time.

Two million rows pass through here, so each step takes a whole column of a batch. Where something in a batch isn't as it
should be, the batch is read once more line by line, to name the line.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, compress, product
from string import ascii_uppercase, digits
from typing import TypeAlias

from places.enums import Scope
from places.imports import ImportRefused
from places.imports.columns import Layout, layout
from places.imports.positions import Cell, Damaged, from_degrees, from_grid
from places.imports.reading import Block, Source
from places.postcodes import LONGEST, SHAPE, SHORTEST

COLUMNS = ("code", "latitude", "longitude", "constituency_id", "terminated_on")
Column: TypeAlias = Sequence[Cell]
Batch: TypeAlias = list[Column]
Batches: TypeAlias = Iterator[Batch]

NORTHERN_IRELAND = "BT"  # the area of all its postcodes, and of no other
# The outline of a postcode has 9 for each digit, C for the letters that its last two can't be, and A for the others.
RARE = "CIKMOV"
OUTLINE = str.maketrans(
    {**dict.fromkeys(ascii_uppercase, "A"), **dict.fromkeys(RARE, "C"), **dict.fromkeys(digits, "9")}
)
OUTLINES = frozenset(
    outline
    for length in range(SHORTEST, LONGEST + 1)
    for outline in map("".join, product("AC9", repeat=length))
    if SHAPE.fullmatch(outline)
)
# Girobank's GIR 0AA and Newport's old NPT: out of use, and nothing that a look-up would read.
HISTORIC = re.compile(r"(GIR|NPT)[0-9][A-Z]{2}")
GSS = re.compile(r"[A-Z][0-9]{8}")
NOT_APPLICABLE = "99999999"  # after a letter: Channel Islands, Isle of Man, no grid reference
MONTH = re.compile(r"([0-9]{4})(0[1-9]|1[0-2])")


class Constituencies(dict[str, Cell]):
    """From a code in the list to the key of a constituency; those that the site doesn't know are noted."""

    def __init__(self, known: Mapping[str, int], null: str | None) -> None:
        super().__init__({code: str(key) if null else key for code, key in known.items()})
        self[""] = self.null = null
        self.unknown: set[str] = set()

    def __missing__(self, code: str) -> Cell:
        if not GSS.fullmatch(code):
            raise Damaged(f"gives {code!r} as the code of a constituency")
        if not code.endswith(NOT_APPLICABLE):
            self.unknown.add(code)
        self[code] = self.null
        return self.null


class Months(dict[str, Cell]):
    """From the month in which a postcode ended, 199606, to its first day; empty is live."""

    def __init__(self, null: str | None) -> None:
        super().__init__({"": null})

    def __missing__(self, text: str) -> str:
        if not (month := MONTH.fullmatch(text)):
            raise Damaged(f"gives {text!r} as the month in which it ended")
        self[text] = day = f"{month[1]}-{month[2]}-01"
        return day


class PostcodeList:
    """Reads a list once. `null` stands for nothing: a text where all is to be text, else None."""

    layout: Layout

    def __init__(self, source: Source, *, scope: Scope, constituencies: Mapping[str, int], null: str | None) -> None:
        self.source, self.scope, self.null = source, scope, null
        self.constituencies = Constituencies(constituencies, null)
        self.months = Months(null)
        self.rows = self.outside = self.historic = 0
        self._lists = self._without_headers()
        self._first = next(self._lists)

    @property
    def has_constituencies(self) -> bool:
        return self.layout.constituency is not None

    def batches(self, advance: Callable[[int], object]) -> Batches:
        """The rows within the scope. Raises ImportRefused where a line is damaged."""
        for block in chain(self._first, chain.from_iterable(self._lists)):
            yield from self._batches(block)
            advance(self.source.position())

    def _without_headers(self) -> Iterator[Iterator[Block]]:
        for number, each in enumerate(self.source.lists()):
            first = next(each, None)
            if first is None:
                raise ImportRefused(f"{self.source.name} is empty.")
            header, _, rest = first.text.partition("\n")
            found, is_header = layout(header.replace('"', "").split(","))
            if number and found != self.layout:
                raise ImportRefused(f"{first.name} has other columns than the lists before it.")
            self.layout = found
            yield chain([first._replace(first=2, text=rest) if is_header else first], each)

    def _batches(self, block: Block) -> Batches:
        try:
            yield self._read(block.text)
        except (Damaged, csv.Error):
            for index, line in enumerate(block.text.split("\n")):
                if line:
                    yield self._read_line(block, index, line)

    def _read_line(self, block: Block, index: int, line: str) -> Batch:
        try:
            return self._read(line)
        except (Damaged, csv.Error) as error:
            reason = error if isinstance(error, Damaged) else "has an odd quotation mark: it is cut short or damaged"
            raise ImportRefused(f"{block.at(index)} {reason}. Nothing was changed.") from error

    def _read(self, text: str) -> Batch:
        """Some lines, all of them or none."""
        texts, norths, easts, constituencies, months = self._columns(text)
        codes = self._codes(texts)
        self.rows += len(codes)
        if not codes:
            return [[] for _ in COLUMNS]
        batch: Batch = [
            codes,
            *(from_grid if self.layout.on_grid else from_degrees)(norths, easts, self.null),
            [*map(self.constituencies.__getitem__, constituencies)]
            if self.has_constituencies
            else self._nothing(codes),
            [*map(self.months.__getitem__, months)] if self.layout.ended is not None else self._nothing(codes),
        ]
        return self._within_scope(codes, batch)

    def _nothing(self, codes: Sequence[str]) -> Column:
        return [self.null] * len(codes)

    def _columns(self, text: str) -> list[Sequence[str]]:
        """Those of postcode, north, east, constituency and month; another one in place of one that isn't there.

        A split of the whole text with a mark between lines is fast, and right where the marks come to stand at every
        width-th place. A comma or an odd quotation mark within a cell upsets that: then csv reads the lines.
        """
        lines, width = text.count("\n") + 1, self.layout.width
        cells = text.replace('"', "").replace("\n", ",\n,").split(",")
        marks = cells[width :: width + 1]
        if text.count('"') % 2 == 0 and len(cells) == lines * (width + 1) - 1 and marks.count("\n") == lines - 1:
            return [cells[place :: width + 1] for place in self.layout.places]
        rows = list(csv.reader(text.split("\n"), strict=True))
        if len(rows) != lines or set(map(len, rows)) != {width}:
            raise Damaged(f"has {len(rows[0])} columns, not {width}: it is cut short or damaged")
        return [[row[place] for row in rows] for place in self.layout.places]

    def _codes(self, texts: Sequence[str]) -> list[str]:
        joined = "\n".join(texts).replace(" ", "").upper()
        codes = joined.split("\n")
        if joined.isascii() and OUTLINES.issuperset(joined.translate(OUTLINE).split("\n")):
            return codes
        if len(codes) == 1 and HISTORIC.fullmatch(joined):
            self.historic += 1
            return []
        raise Damaged(f"gives {texts[0]!r} as a postcode")

    def _within_scope(self, codes: list[str], batch: Batch) -> Batch:
        if self.scope == Scope.UK:
            return batch
        wanted = self.scope == Scope.NI
        kept = [(code[:2] == NORTHERN_IRELAND) is wanted for code in codes]
        if all(kept):
            return batch
        self.outside += kept.count(False)
        return [[*compress(column, kept)] for column in batch]
