"""Files with personal data that staff take away: each says who took it and when, and is in the access log."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from people import holdings
from people.enums import Access
from people.models import Person, User
from people.selectors import records
from people.services import access

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Mark:
    """What tells one file from every other, also in the access log."""

    file: str
    by: str
    at: datetime

    def __str__(self) -> str:
        at = timezone.localtime(self.at)
        return f"Taken by {self.by} on {date_format(at, 'j F Y')} at {at:%H:%M}. File {self.file}."


@dataclass(frozen=True)
class Export:
    mark: Mark
    held: list[dict[str, list[dict[str, Any]]]]  # of the person, then of each record merged into theirs


def mark(*, by: User, of: str, person: Person | None = None) -> Mark:
    """Log that a file leaves, and name it. `of` says what kind it is, without personal data."""
    made = Mark(secrets.token_hex(6), by.email, timezone.now())
    access.record(Access.EXPORTED, by=by, person=person, reason=f"{of}, file {made.file}")
    return made


@transaction.atomic
def take(*, person: Person, by: User) -> Export:
    """Everything held about a person."""
    made = mark(by=by, of="everything held", person=person)
    return Export(made, [holdings.export(one) for one in records.with_merged(person)])


def as_json(export: Export) -> str:
    head = {"file": export.mark.file, "taken_by": export.mark.by, "taken_at": export.mark.at}
    return json.dumps({**head, "records": export.held}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def as_html(export: Export) -> str:
    """A page that needs nothing but itself."""
    return render_to_string("admin/people/export.html", {"mark": export.mark, "tables": readable(export)})


def readable(export: Export) -> list[tuple[str, list[list[tuple[str, Any]]]]]:
    """Titles, each with its rows as pairs of heading and value; nothing where nothing is held."""
    return [
        (title, [[(holdings.heading(key), value) for key, value in row.items()] for row in rows])
        for record in export.held
        for title, rows in record.items()
        if rows
    ]


def guarded(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula, made plain."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else value
