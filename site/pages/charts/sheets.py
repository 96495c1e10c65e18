"""Figures from a CSV file, and as one."""

import csv
import io
import re
from typing import BinaryIO

from pages.charts import numbers
from pages.charts.figures import BadFigures, Figures

LARGEST_FILE = 1_000_000  # bytes; the figures of a chart are a few thousand
SEPARATORS = ",;\t"
NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SAVE_AS = 'In your spreadsheet, choose "Save as" and the kind "CSV UTF-8"'
STARTS_A_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")  # the last four are their full-width forms


def rows_of(file: BinaryIO) -> list[list[str]]:
    """The rows of a CSV file, separated by commas, semicolons or tabs; raise BadFigures where it is none."""
    text = text_of(file.read(LARGEST_FILE + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    rows = []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error as error:
        raise BadFigures([f"Row {len(rows) + 1} is not CSV: a quotation mark in it is out of place."]) from error
    return rows


def text_of(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise BadFigures(["The file is larger than 1 MB, far more than the figures of a chart."])
    if found := NOT_TEXT.search(content):
        raise BadFigures([f"Row {row_at(content, found.start())} is not text, so this is no CSV file. {SAVE_AS}."])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = row_at(content, error.start)
        raise BadFigures([f"Row {where} holds a character that is not UTF-8. {SAVE_AS}."]) from error


def row_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def separator(text: str) -> str:
    """The one that makes most columns of the first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))


def as_csv(figures: Figures) -> str:
    """Only the figures, each as a plain number, under the names of the columns."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(guarded, [figures.corner, *(series.name for series in figures.series)]))
    for name, *values in zip(figures.points, *(series.values for series in figures.series), strict=True):
        writer.writerow([guarded(name), *("" if value is None else f"{value:f}" for value in values)])
    return out.getvalue()


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula; a number stays one."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) and not numbers.PLAIN.fullmatch(text) else text
