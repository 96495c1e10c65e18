"""What a list of people trained can say: how each column is called and read."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from people import addresses, names
from people.services.exports import FORMULA

LONGEST_NAME, LONGEST_EMAIL = 120, 254
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
YES, NO = frozenset({"yes", "y", "true", "1", "x", "came"}), frozenset({"no", "n", "false", "0"})
ADDRESS = re.compile(r"[^\s,;<>()\"]+@[^\s,;<>()\"]+")


class Unreadable(ValueError):
    """Its text says what is wrong with a cell."""


class Field(NamedTuple):
    label: str
    headings: frozenset[str]  # others that it is known by, in small letters
    read: Callable[[str], Any]


def name(cell: str) -> str:
    try:
        found = names.tidied(cell)
    except ValidationError as error:
        raise Unreadable(f"{error.messages[0]}.") from error
    if len(found) > LONGEST_NAME:
        raise Unreadable(f"It is longer than {LONGEST_NAME} characters.")
    return found


def email(cell: str) -> str:
    try:
        canonical = addresses.canonical(cell)
    except addresses.NotAnAddress as error:
        raise Unreadable(f"“{cell[:60]}” is no email address.") from error
    if len(canonical) > LONGEST_EMAIL or len(cell) > LONGEST_EMAIL:
        raise Unreadable(f"It is longer than {LONGEST_EMAIL} characters.")
    return cell.strip()


def words(cell: str) -> str:
    return " ".join(cell.split())[:200]


def day(cell: str) -> str:
    """As ISO 8601, of any of the forms that people in this country write."""
    text = re.sub(r"[T ]00:00(:00)?$", "", " ".join(cell.split()))
    for form in DAYS:
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
        if found < date(1990, 1, 1):
            raise Unreadable(f"“{cell[:40]}” is too long ago.")
        return found.isoformat()
    raise Unreadable(f"“{cell[:40]}” is no day. Write it as 31/12/2026 or 2026-12-31.")


def truth(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in YES | NO:
        raise Unreadable(f"“{cell[:40]}” is neither yes nor no.")
    return word in YES


def named(*headings: str) -> frozenset[str]:
    return frozenset(headings)


WHO = {
    "name": Field("Name", named("full name", "attendee", "person", "participant"), name),
    "email": Field("Email", named("e-mail", "email address", "e-mail address", "mail"), email),
}
OF_SESSION = {**WHO, "came": Field("Came", named("here", "attended", "attendance", "present"), truth)}
OF_PAST = {
    **WHO,
    "course": Field("Course", named("training", "course name", "title"), words),
    "on": Field("Date", named("day", "completed on", "completed", "date of training", "issued on"), day),
    "group": Field("Group", named("group name", "community group"), words),
}
NEEDED = ("course", "on")  # of training of the past


def guess(heading: str, fields: dict[str, Field]) -> str:
    """The field that a heading is likely about; empty where none."""
    word = " ".join(heading.replace("_", " ").replace("*", " ").split()).casefold()
    for key, field in fields.items():
        if word in {field.label.casefold(), key, *field.headings}:
            return key
    return ""


def read(cells: dict[str, str], fields: dict[str, Field]) -> tuple[dict[str, Any], list[str]]:
    """What the cells of a row say by field, without the empty ones, and what is wrong with the others."""
    found: dict[str, Any] = {}
    errors: list[str] = []
    for key, cell in cells.items():
        if not (plain := unguarded(cell).strip()):
            continue
        try:
            found[key] = fields[key].read(plain)
        except Unreadable as error:
            errors.append(f"{fields[key].label}: {error}")
    return found, errors


def unguarded(cell: str) -> str:
    """Without the sign that keeps a spreadsheet from running it, which our own files have."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in FORMULA and len(cell) > 1 else cell
