"""Reading CSV: any of the usual encodings and separators, line by line."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from groups.sheets import headings
from groups.sheets.bounds import BadFile, Cells, Line, Sheet, refuse_long, refuse_many

CHUNK = 64 * 1024
UTF_8, UTF_16, WINDOWS = "utf-8-sig", "utf-16", "cp1252"
MARKS = {codecs.BOM_UTF16_LE: UTF_16, codecs.BOM_UTF16_BE: UTF_16}
SEPARATORS = ",;\t|"
REMARKS = {
    UTF_16: "It was read as UTF-16.",
    WINDOWS: "It is not UTF-8, so it was read as Windows-1252. Look at a name with an accent before you go on.",
}


def read(file: BinaryIO) -> Sheet:
    """Raises BadFile. The file is read as the rows are, and closed with them."""
    encoding = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    first = text.readline(CHUNK)
    while first and not first.strip():
        first = text.readline(CHUNK)
    text.seek(0)
    rows = numbered(text, separator_of(first))
    for _number, cells in rows:
        if any(cell.strip() for cell in cells):
            named = headings.read(cells)
            return Sheet(named, lines(rows, len(named)), REMARKS.get(encoding, ""))
    raise BadFile(f"The file is empty. {headings.EXAMPLE}")


def encoding_of(file: BinaryIO) -> str:
    """By its mark, or by what all of it can be read as. Raises BadFile with the line that can't be read."""
    file.seek(0)
    if (mark := MARKS.get(file.read(2))) is not None:
        refuse_unreadable(file, mark)
        return mark
    wrong = unreadable_line(file, UTF_8)
    if wrong is None:
        return UTF_8
    refuse_unreadable(file, WINDOWS)
    return WINDOWS


def refuse_unreadable(file: BinaryIO, encoding: str) -> None:
    if (line := unreadable_line(file, encoding)) is not None:
        raise BadFile(f"Line {line} has characters that can't be read. Save the file as “CSV UTF-8”.")


def unreadable_line(file: BinaryIO, encoding: str) -> int | None:
    """The first line that is not of this encoding. Raises BadFile for NUL, which no text has."""
    file.seek(0)
    decoder, line = codecs.getincrementaldecoder(encoding)(), 1
    while True:
        chunk = file.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n")
        if "\0" in text:
            line += text[: text.index("\0")].count("\n")
            raise BadFile(f"Line {line} has NUL bytes, so this is not a CSV file. Save it as “CSV UTF-8”.")
        line += text.count("\n")
        if not chunk:
            return None


def separator_of(line: str) -> str:
    """Whichever the headings have most of; a comma where they have none."""
    return max(SEPARATORS, key=line.count)


def numbered(text: io.TextIOWrapper, separator: str) -> Iterator[tuple[int, Cells]]:
    """Each row with the line that it begins in."""
    reader = csv.reader(text, delimiter=separator)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFile(
                f"The row that begins in line {number} can't be read: is a quotation mark in it left open?"
            ) from error
        refuse_long(number, cells)
        yield number, cells


def lines(rows: Iterator[tuple[int, Cells]], width: int) -> Iterator[Line]:
    count = 0
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        refuse_many(count)
        yield line_of(number, cells, width)


def line_of(number: int, cells: Cells, width: int) -> Line:
    """As wide as the headings."""
    more = any(cell.strip() for cell in cells[width:])
    errors = ["It has more cells than there are headings."] if more else []
    padded = [cell.strip() for cell in cells[:width]] + [""] * (width - len(cells))
    return Line(number, padded, errors)
