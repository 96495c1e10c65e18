"""Groups as a file, row by row: in the columns that one is brought in by, and some more, which are left out there."""

import csv
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone

from groups.enums import GroupState
from groups.import_fields import FIELDS
from groups.models import CommunityGroup
from people.services.exports import Mark, guarded

READ_AT_ONCE = 1_000
IN_MEMORY = 4 * 1024 * 1024  # bytes of a workbook; what is more lies in a file
BOM = "\ufeff"  # by which spreadsheets know that it is UTF-8
TITLE = "Groups"


def day(name: str) -> Callable[[CommunityGroup], str]:
    def write(group: CommunityGroup) -> str:
        moment = getattr(group, name)
        return timezone.localdate(moment).isoformat() if moment else ""

    return write


MORE: dict[str, Callable[[CommunityGroup], str]] = {
    "State": lambda group: group.get_state_display(),
    "Health": lambda group: group.get_health_display() if group.state == GroupState.APPROVED else "",
    "Outcode": lambda group: group.outcode_id or "",
    "Constituency": lambda group: str(group.constituency or ""),
    "Approved on": day("approved_at"),
    "Closed on": day("closed_at"),
}
COLUMNS = {**{field.label: field.write for field in FIELDS.values()}, **MORE}


class Echo:
    """What is written comes back, so that nothing is kept."""

    def write(self, value: str) -> str:
        return value


def rows(groups: QuerySet[Any]) -> Iterator[list[str]]:
    """The headings, then a row for each group, with nothing in it that a spreadsheet would run."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # brings numpy along, which few processes need

    yield list(COLUMNS)
    for group in groups.select_related("constituency").iterator(READ_AT_ONCE):
        yield [guarded(ILLEGAL_CHARACTERS_RE.sub("", write(group))) for write in COLUMNS.values()]


def as_csv(groups: QuerySet[Any]) -> Iterator[str]:
    writer: Any = csv.writer(Echo())
    yield BOM
    for row in rows(groups):
        yield writer.writerow(row)


def as_workbook(groups: QuerySet[Any], *, mark: Mark) -> IO[bytes]:
    """Who took it stands in its properties: a row more would not be a group."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(TITLE)
    sheet.freeze_panes = "A2"
    for row in rows(groups):
        sheet.append(row)
    book.properties.title, book.properties.creator, book.properties.description = TITLE, mark.by, str(mark)
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by the response that sends it
    book.save(file)
    file.seek(0)
    return file
