"""Tables and archives as files: the same bytes for the same content, whenever they are written."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import Any

from openpyxl import Workbook

from campaigns.services.pack_tables import Table
from people.services.exports import guarded

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP file knows
CHANGED = re.compile(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>")
IN_MEMORY = 4 * 1024 * 1024  # bytes of an archive that is being written; what is more lies in a file


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """With a mark by which spreadsheets know that it is UTF-8, and nothing in it that they would run."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([columns, *([guarded(cell) for cell in row] for row in rows)])
    return text.getvalue().encode("utf-8-sig")


def as_workbook(tables: Sequence[Table], *, title: str, at: datetime) -> bytes:
    book = Workbook(write_only=True)
    for table in tables:
        sheet: Any = book.create_sheet(table.title)
        sheet.freeze_panes = "A2"
        sheet.column_dimensions["A"].width = 40
        sheet.append(table.columns)
        for row in table.rows:
            sheet.append([guarded(cell) for cell in row])
    moment = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.properties.title, book.properties.creator, book.properties.created = title, "ACTFORJUSTICE", moment
    file = io.BytesIO()
    book.save(file)
    return steady(file.getvalue(), moment)


def steady(workbook: bytes, moment: datetime) -> bytes:
    """Without the times at which its parts were written."""
    changed = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment.isoformat()}Z</dcterms:modified>'.encode()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before:
        return zipped((name, CHANGED.sub(changed, before.read(name))) for name in before.namelist())


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Each is taken only when the one before has been written."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files:
                entry = zipfile.ZipInfo(name, LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        file.seek(0)
        return file.read()
