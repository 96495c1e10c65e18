"""Attendance as a file, row by row: in columns by which a list of who came is brought in, and some more."""

import csv
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone

from groups.services.exporting import BOM, IN_MEMORY, Echo
from people.services.exports import Mark, guarded
from training.enums import MarkSource
from training.models import Session
from training.selectors import attendance

TITLE = "Attendance"
COLUMNS = ("Name", "Email", "Came", "Session", "Date", "Course", "Booked", "Noted by", "Group")
SAID = {True: "Yes", False: "No", None: ""}


def rows(sessions: QuerySet[Session]) -> Iterator[list[str]]:
    """The headings, then a row for everybody on each register, with nothing in it that a spreadsheet would run."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # brings numpy along, which few processes need

    yield list(COLUMNS)
    for session in sessions.select_related("event__group", "version__course").iterator(100):
        for row in of_session(session):
            yield [guarded(ILLEGAL_CHARACTERS_RE.sub("", cell)) for cell in row]


def of_session(session: Session) -> Iterator[list[str]]:
    event = session.event
    about = [event.title, timezone.localdate(event.starts_at).isoformat(), session.version.course.title]
    group = event.group.name if event.group else ""
    for line in attendance.register(session):
        email = line.email or (line.person.address.typed if line.person else "")
        came = None if line.needs_trainer else line.came
        source = dict(MarkSource.choices).get(line.source, "")
        yield [line.name, email, SAID[came], *about, "Yes" if line.booking_id else "No", str(source), group]


def as_csv(table: Iterable[list[str]]) -> Iterator[str]:
    writer: Any = csv.writer(Echo())
    yield BOM
    for row in table:
        yield writer.writerow(row)


def as_workbook(table: Iterable[list[str]], *, mark: Mark, title: str = TITLE) -> IO[bytes]:
    """Who took it stands in its properties: a row more would be about nobody."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in table:
        sheet.append(row)
    book.properties.title, book.properties.creator, book.properties.description = title, mark.by, str(mark)
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by the response that sends it
    book.save(file)
    file.seek(0)
    return file
