"""Awards as a file, row by row: in columns by which a list of people trained is brought in, and some more."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from people.services.exports import guarded

TITLE = "Awards"


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


COLUMNS: dict[str, Callable[[Any], str]] = {
    "Name": lambda award: award.name,
    "Email": lambda award: award.person.address.typed if award.name else "",
    "Course": lambda award: award.course.title,
    "Date": lambda award: day(award.issued_on),
    "Group": lambda award: award.group.name if award.group else "",
    "Version": lambda award: str(award.version.number),
    "Valid from": lambda award: day(award.valid_from),
    "Last day": lambda award: day(award.end),
    "Stands": lambda award: award.get_standing_display(),
    "How": lambda award: award.get_method_display(),
    "Evidence": lambda award: award.evidence,
    "Constituency": lambda award: str(award.constituency or ""),
}


def rows(awards: QuerySet[Any]) -> Iterator[list[str]]:
    """The headings, then a row for each award as it stands on the day it was read for; no formulas."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # brings numpy along, which few processes need

    yield list(COLUMNS)
    for award in awards.iterator(1_000):
        yield [guarded(ILLEGAL_CHARACTERS_RE.sub("", write(award))) for write in COLUMNS.values()]
