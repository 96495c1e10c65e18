"""Files of groups, for tests."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

from groups.models import ImportBatch, ImportRow
from groups.services import importing
from groups.sheets import reading
from groups.sheets.bounds import Line, Sheet
from people.models import User

HEADINGS = ("Name", "Kind", "Town", "Postcode")
LEEDS = ("Leeds Lantern", "Town or village group", "Leeds", "LS1 4DY")
YORK = ("York Minster Watch", "church", "York", "YO1 7HH")
Rows = Sequence[Sequence[Any]]


def as_csv(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()


def as_xlsx(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    book: Any = Workbook()
    for row in (headings, *rows):
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts put in, or in place of the one it has."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            if part.filename != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return file.getvalue()


def read(content: bytes) -> tuple[Sheet, list[Line]]:
    sheet = reading.read(io.BytesIO(content), size=len(content))
    return sheet, list(sheet.rows)


def cells(workbook: bytes) -> list[tuple[Any, ...]]:
    book: Any = load_workbook(io.BytesIO(workbook))
    return [tuple(cell.value for cell in row) for row in book.active.iter_rows()]


def started(content: bytes, by: User, name: str = "groups.csv") -> ImportBatch:
    return importing.start(file=io.BytesIO(content), size=len(content), name=name, by=by)


def checked(content: bytes, by: User, *, updates: bool = True) -> ImportBatch:
    """Matched as its headings sound, and looked through."""
    batch = started(content, by)
    importing.match(batch=batch, matching=batch.matching, updates=updates)
    return through(batch)


def made(content: bytes, by: User, *, updates: bool = True) -> ImportBatch:
    return through(importing.make(checked(content, by, updates=updates)))


def undone(batch: ImportBatch) -> ImportBatch:
    return through(importing.undo(batch))


def through(batch: ImportBatch) -> ImportBatch:
    importing.go_on_with_all()
    return ImportBatch.objects.get(pk=batch.pk)


def rows(batch: ImportBatch) -> list[ImportRow]:
    return list(batch.rows.select_related("group"))
