"""Offices to write to: a table of addresses, or one of ministers with the posts that they hold."""

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from places.imports import tables
from places.imports.tables import Column
from places.names import department, plain
from places.services.offices import Office

COLUMNS = {
    "department": Column("department", ("department(_name)?|organisation(_name)?|name",)),
    "post": Column("post", ("post|addressee_post|role",)),
    "department_slug": Column("short name of the department", ("(department_)?slug",), required=False),
    "abbreviation": Column("abbreviation", ("abbr(eviation)?|org_short",), required=False),
    "salutation": Column("salutation", ("salutation",), required=False),
    "street": Column("street", ("street|address",), required=False),
    "locality": Column("town", ("locality|town|city",), required=False),
    "postcode": Column("postcode", ("post_?code",), required=False),
    "email": Column("e-mail address", ("e?_?mail(_address)?",), required=False),
    "contact_form": Column("contact form", ("contact_form",), required=False),
    "holder": Column("holder", ("holder|person|minister",), required=False),
    "holder_since": Column("first day of the holder", ("holder_since|start(ed)?(_on|_date)?",), required=False),
    "on_leave": Column("leave", ("on_leave",), required=False),
    "source_note": Column("source", ("source(_note)?",), required=False),
}
FOR_A_PERSON = re.compile(r"[{}]")  # "Dear {name}": not a post, but a pattern for many people
NOTE = 300  # characters of a source


def read(file: Path) -> tuple[list[Office], list[str]]:
    """All posts, each once, and a line about each row that is no post. Raises ImportRefused."""
    offices, left_out = [], []
    for row in tables.read(file, COLUMNS):
        if FOR_A_PERSON.search(row.values.get("salutation", "")):
            left_out.append(f"{row.values['post']}, {row.values['department']}: left out, since it is no post")
        elif row.values.get("on_leave", "").casefold() != "true":
            offices.append(from_row(row))
    return once_each(offices), left_out


def from_row(row: tables.Row) -> Office:
    """An empty cell says nothing, but for the holder's: then nobody holds the post."""
    said = row.values.get
    if not said("department") or not said("post"):
        raise row.refused("it names no department, or no post.")
    note = said("source_note") or ""
    return Office(
        department=row.values["department"],
        post=row.values["post"],
        department_slug=said("department_slug") or None,
        abbreviation=said("abbreviation") or None,
        salutation=said("salutation") or None,
        address=address(said("street", ""), said("locality", "")) or None,
        postcode=said("postcode") or None,
        email=said("email") or None,
        contact_form=said("contact_form") or None,
        holder=said("holder"),
        holder_since=row.day("holder_since"),
        source_note=note[:NOTE] or None,
    )


def address(street: str, locality: str) -> str:
    """A line for each part: "Caxton House, 6-12 Tothill Street" has two."""
    return "\n".join(part.strip() for part in (*street.split(","), locality) if part.strip())


def once_each(offices: list[Office]) -> list[Office]:
    """A post that several people hold at once names none of them: letters go to the post."""
    same: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for office in offices:
        same[department(office.department), plain(office.post)].append(office)
    return [
        first
        if len({office.holder for office in (first, *others)}) == 1
        else replace(first, holder="", holder_since=None)
        for first, *others in same.values()
    ]
