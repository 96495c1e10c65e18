"""Reading XLSX. What is in it is measured and looked through before anything of it is unpacked as a whole.

Macros and links to other files are never opened. A formula is not worked out: its cell is an error of its row.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.xml import DEFUSEDXML

from groups.sheets import headings
from groups.sheets.bounds import MOST_COLUMNS, BadFile, Line, Sheet, refuse_long, refuse_many
from groups.sheets.text_files import line_of

MOST_PARTS = 500
MOST_UNPACKED = 60 * 1024 * 1024  # bytes
MOST_RATIO = 150  # of what is unpacked to what is packed, of parts larger than LARGE
LARGE = 1024 * 1024
CHUNK = 256 * 1024
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"\0")  # NUL: of UTF-16, in which the other two would not be found
OVERLAP = max(len(mark) for mark in FORBIDDEN) - 1
BROKEN = "The file is not a workbook that can be read. Open it, save it again as XLSX, or as “CSV UTF-8”."
TOO_LARGE = "The workbook unpacks to far more than a list of groups can be, so it was not opened."
FORMULA = "f"


def read(file: BinaryIO) -> Sheet:
    """Its first sheet. Raises BadFile."""
    refuse_harmful(file)
    file.seek(0)
    try:
        book: Any = load_workbook(file, read_only=True, data_only=False, keep_links=False, keep_vba=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = cells_of(sheet)
        first = next((cells for _number, cells in rows if any(text_of(cell).strip() for cell in cells)), ())
    except BadFile:
        raise
    except Exception as error:  # whatever openpyxl meets in a file that is not one
        raise BadFile(BROKEN) from error
    named = headings.read([text_of(cell) for cell in first])
    remark = f"Only its first sheet, “{sheet.title}”, is read." if len(book.worksheets) > 1 else ""
    return Sheet(named, lines(rows, named), remark)


def refuse_harmful(file: BinaryIO) -> None:
    if not DEFUSEDXML:
        raise BadFile("This installation can't read workbooks safely. Save the file as “CSV UTF-8”.")
    try:
        with zipfile.ZipFile(file) as archive:
            refuse_bomb(archive.infolist())
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    refuse_entities(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise BadFile(BROKEN) from error


def refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """By the sizes that its list of contents states, beyond which `zipfile` unpacks nothing."""
    is_dense = any(part.file_size > LARGE and part.file_size > MOST_RATIO * part.compress_size for part in parts)
    if is_dense or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadFile(TOO_LARGE)


def refuse_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    tail = b""
    with archive.open(part) as content:
        while chunk := content.read(CHUNK):
            if any(mark in tail + chunk for mark in FORBIDDEN):
                raise BadFile("The workbook holds instructions that no list of groups needs, so it was not opened.")
            tail = chunk[-OVERLAP:]


def cells_of(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    yield from enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1)


def lines(rows: Iterator[tuple[int, tuple[Any, ...]]], named: list[str]) -> Iterator[Line]:
    count = 0
    try:
        for number, cells in rows:
            texts = [text_of(cell) for cell in cells]
            if not any(text.strip() for text in texts):
                continue
            count += 1
            refuse_many(count)
            refuse_long(number, texts)
            line = line_of(number, texts, len(named))
            yield line._replace(errors=[*line.errors, *formulas(cells[: len(named)])])
    except BadFile:
        raise
    except Exception as error:
        raise BadFile(BROKEN) from error


def formulas(cells: tuple[Any, ...]) -> list[str]:
    """A formula has a value only where it was worked out, which a file need not hold."""
    found = [get_column_letter(place) for place, cell in enumerate(cells, 1) if cell.data_type == FORMULA]
    return [f"Column {letter} has a formula. Copy it, paste its value in its place." for letter in found]


def text_of(cell: Any) -> str:
    match cell.value:
        case None:
            return ""
        case bool():
            return "Yes" if cell.value else "No"
        case float() if cell.value.is_integer():
            return str(int(cell.value))
        case datetime() | date() | time():
            return str(cell.value.isoformat())
        case value:
            return "" if cell.data_type == FORMULA else str(value).replace("\0", "")


def is_workbook(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(4) == b"PK\x03\x04"


def is_old(file: BinaryIO) -> bool:
    """Of Excel before 2007, or locked with a password."""
    file.seek(0)
    return file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
