"""What of a group a table can say: how each column is called, read and written."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import TextChoices

from groups.enums import Ages, Aim, GroupKind
from groups.models import CommunityGroup
from pages import victim_reports
from people.services.exports import FORMULA
from places import postcodes

REFERENCE = "slug"
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
BETWEEN = ";"
FEWEST_WORDS = 5
NOT_KEPT = (
    "It looks like a report about somebody who may be a victim, which this site can't act on, so it was not kept. "
    "Tell the police or the helpline."
)


class Unreadable(ValueError):
    """Its text says what is wrong with a cell."""


class Field(NamedTuple):
    label: str
    headings: frozenset[str]  # others that it is known by, in small letters
    read: Callable[[str], Any]
    write: Callable[[CommunityGroup], str]
    needed: bool = False  # of a new group


def text(name: str) -> Callable[[str], str]:
    """As long as its column in the database."""
    longest: int = getattr(CommunityGroup._meta.get_field(name), "max_length", None) or 0

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise Unreadable(f"It is longer than {longest} characters.")
        return cell

    return read


def one_line(name: str) -> Callable[[str], str]:
    read = text(name)
    return lambda cell: read(" ".join(cell.split()))


def choice(choices: type[TextChoices]) -> Callable[[str], str]:
    """By its value or by its label."""
    known = {key.casefold(): value for value, label in choices.choices for key in (value, str(label))}

    def read(cell: str) -> str:
        if (found := known.get(" ".join(cell.split()).casefold())) is None:
            raise Unreadable(f"“{cell[:40]}” is none of: {', '.join(str(label) for label in choices.labels)}.")
        return found

    return read


def several(choices: type[TextChoices]) -> Callable[[str], list[str]]:
    read_one = choice(choices)

    def read(cell: str) -> list[str]:
        found = {read_one(part) for part in cell.replace(",", BETWEEN).split(BETWEEN) if part.strip()}
        return [value for value in choices.values if value in found]

    return read


def truth(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in YES | NO:
        raise Unreadable(f"“{cell[:40]}” is neither yes nor no.")
    return word in YES


def postcode(cell: str) -> str:
    try:
        official = postcodes.parse(cell)
    except postcodes.MalformedPostcode as error:
        raise Unreadable(str(error)) from error
    area = postcodes.area(official)
    if area in postcodes.WITHOUT_GEOGRAPHY or area not in postcodes.AREAS:
        raise Unreadable(f"{official} is no postcode of a place in the United Kingdom.")
    return official


def labels(choices: type[TextChoices], values: Iterable[str]) -> str:
    return f"{BETWEEN} ".join(str(choices(value).label) for value in values if value in choices.values)


def named(*headings: str) -> frozenset[str]:
    return frozenset(headings)


FIELDS = {
    REFERENCE: Field(
        "Reference", named("slug", "ref", "group reference"), one_line(REFERENCE), lambda group: group.slug
    ),
    "name": Field(
        "Name", named("group", "group name", "title"), one_line("name"), lambda group: group.name, needed=True
    ),
    "kind": Field(
        "Kind",
        named("type", "kind of group", "group type", "category"),
        choice(GroupKind),
        lambda group: group.get_kind_display(),
    ),
    "aims": Field(
        "Aims", named("what it wants to do", "activities"), several(Aim), lambda group: labels(Aim, group.aims)
    ),
    "about": Field("About", named("description", "notes", "summary"), text("about"), lambda group: group.about),
    "town": Field(
        "Town",
        named("city", "town or city", "place", "location"),
        one_line("town"),
        lambda group: group.town,
        needed=True,
    ),
    "postcode": Field(
        "Postcode",
        named("post code", "postal code", "zip", "zip code"),
        postcode,
        lambda group: group.postcode,
        needed=True,
    ),
    "ages": Field(
        "Ages", named("age", "ages of its members", "age range"), choice(Ages), lambda group: group.get_ages_display()
    ),
    "takes_members": Field(
        "Takes members",
        named("open to members", "open", "joining"),
        truth,
        lambda group: "Yes" if group.takes_members else "No",
    ),
}


def guess(heading: str) -> str:
    """The field that a heading is likely about; empty where none."""
    word = " ".join(heading.replace("_", " ").replace("*", " ").split()).casefold()
    for name, field in FIELDS.items():
        if word in {field.label.casefold(), name.replace("_", " "), *field.headings}:
            return name
    return ""


def read(cells: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What the cells of a row say by field, without the empty ones, and what is wrong with the others."""
    found: dict[str, Any] = {}
    errors: list[str] = []
    for name, cell in cells.items():
        if not (plain := unguarded(cell).strip()):
            continue
        try:
            found[name] = FIELDS[name].read(plain)
        except Unreadable as error:
            errors.append(f"{FIELDS[name].label}: {error}")
    return found, errors


def unguarded(cell: str) -> str:
    """Without the sign that keeps a spreadsheet from running it, which our own files have."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in FORMULA and len(cell) > 1 else cell


def is_report(cell: str) -> bool:
    """Names, towns and kinds have too few words for any that the rules would recognise."""
    return len(cell.split()) >= FEWEST_WORDS and bool(victim_reports.recognise(cell))
