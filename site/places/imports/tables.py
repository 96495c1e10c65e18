"""CSV tables whose columns come in any order and case, and under names that change with each edition."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from places.imports import ImportRefused, files

if TYPE_CHECKING:
    import _csv

NO_SIGN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # control characters, but for those that end a line

SEPARATORS = ",;\t"  # spreadsheets in some languages write semicolons


@dataclass(frozen=True)
class Column:
    """A column to look for: of the patterns, the first that any heading fits decides."""

    title: str  # in refusals: "Welsh name"
    patterns: tuple[str, ...]  # whole headings in small letters, with _ for all that stands between words
    required: bool = True


@dataclass(frozen=True)
class Row:
    line: int
    values: Mapping[str, str]  # by the reader's keys, without space around; a column that the file lacks is not in it

    def refused(self, reason: str) -> ImportRefused:
        return ImportRefused(f"Line {self.line}: {reason}")

    def text(self, key: str, *, longest: int) -> str:
        value = self.values.get(key, "")
        if len(value) > longest:
            raise self.refused(f"“{value[:30]}…” is longer than {longest} characters.")
        return value

    def day(self, key: str) -> date | None:
        """None where the cell is empty or the file has no such column; a time of day after it is passed over."""
        value = self.values.get(key, "")
        try:
            return date.fromisoformat(value[:10]) if value else None
        except ValueError as error:
            raise self.refused(f"“{value}” is no day, such as 2024-05-31.") from error

    def number(self, key: str, *, low: float, high: float) -> float | None:
        """None where the cell is empty or the file has no such column."""
        if not (value := self.values.get(key, "")):
            return None
        try:
            number = float(value)
        except ValueError as error:
            raise self.refused(f"“{value}” is no number.") from error
        if not (isfinite(number) and low <= number <= high):
            raise self.refused(f"the {key} {value} is not between {low:g} and {high:g}.")
        return number


def read(file: Path, columns: Mapping[str, Column]) -> list[Row]:
    """All rows of a table with headings, by the keys of `columns`; raises ImportRefused, naming the line."""
    written = files.text(file)
    if files.is_json(written):
        raise ImportRefused(f"{file.name} is JSON, and not the table (CSV) that is asked for.")
    separator = max(SEPARATORS, key=written.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator, strict=True)
    try:
        headings = next(reader)
        places = {key: at for key, column in columns.items() if (at := find(column, headings)) is not None}
        return [
            Row(reader.line_num, {key: cells[at].strip() for key, at in places.items()})
            for cells in whole_rows(reader, len(headings))
        ]
    except csv.Error as error:
        raise ImportRefused(f"Line {reader.line_num}: this isn't sound CSV: {error}.") from error


def find(column: Column, headings: list[str]) -> int | None:
    names = [re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_") for heading in headings]
    for pattern in column.patterns:
        fitting = [at for at, name in enumerate(names) if re.fullmatch(pattern, name)]
        if len(fitting) > 1:
            either = " and ".join(headings[at] for at in fitting)
            raise ImportRefused(f"Two columns could be the {column.title}: {either}. Take one out.")
        if fitting:
            return fitting[0]
    if column.required:
        raise ImportRefused(f"There is no column for the {column.title}. There are: {', '.join(headings)[:300]}.")
    return None


def whole_rows(reader: "_csv.Reader", width: int) -> Iterator[list[str]]:
    """All but blank ones; refuses a row that is cut short or runs on, and signs that are no text."""
    for cells in reader:
        if len(cells) != width and any(cells):
            raise ImportRefused(
                f"Line {reader.line_num} has {len(cells)} values in place of {width}. Was it cut short?"
            )
        if any(NO_SIGN.search(cell) for cell in cells):
            raise ImportRefused(f"Line {reader.line_num} holds signs that aren't text.")
        if any(cells):
            yield cells
