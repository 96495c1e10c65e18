"""Who sits for which constituency, out of the Members API's answers as they were saved, or out of a CSV table."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from places.clients import members as api
from places.clients.members import parliamentary_email
from places.clients.shapes import first_fault
from places.imports import ImportRefused, files, tables
from places.imports.tables import Column
from places.names import plain
from places.services.representatives import Member, Seat

COLUMNS = {
    "code": Column(
        "code", (r"(constituency_)?(gss_|ons_)?code|gss", r"pcon(\d\d)?(cd)?|pcon(\d\d)?_code"), required=False
    ),
    "constituency": Column("constituency", (r"constituency(_name)?", r"pcon(\d\d)?_?na?me?"), required=False),
    "member_id": Column("number of the member", (r"(parliament_|mnis_)?(member_)?id", "mnis"), required=False),
    "name": Column("name of the member", ("(member_|mp_|display_)?name", "name_display_as|member|mp")),
    "full_title": Column("full title", ("(name_)?full_title",), required=False),
    "address_as": Column("greeting", ("(name_)?address_as",), required=False),
    "party": Column("party", ("party(_name|_text)?",), required=False),
    "party_abbreviation": Column("party's abbreviation", ("party_abbr(eviation)?",), required=False),
    "email": Column("e-mail address", ("e?_?mail(_address)?",), required=False),
    "started_on": Column("first day", ("start(ed)?(_on|_date)?|from_date|membership_start_date",), required=False),
}
SEAT, MEMBER = TypeAdapter(api.Seat), TypeAdapter(api.Member)


def read(file: Path, *, any_email: bool = False) -> list[Seat]:
    """All seats that a file names; raises ImportRefused. E-mail addresses outside parliament.uk are left out."""
    written = files.text(file)
    if files.is_json(written):
        return [seat for value in values(file.name, written) for seat in from_saved(file.name, value)]
    return [from_row(row, any_email=any_email) for row in tables.read(file, COLUMNS)]


def from_row(row: tables.Row, *, any_email: bool) -> Seat:
    said = row.values.get
    constituency, name = said("code") or said("constituency"), said("constituency", "")
    if not constituency:
        raise row.refused("it names no constituency.")
    if plain(row.values["name"]) in ("", "vacant"):
        if said("member_id") or said("email"):
            raise row.refused("it has a member's number or e-mail address, but no name.")
        return Seat(constituency, None, name)
    email = said("email")
    return Seat(
        constituency,
        Member(
            name=row.values["name"],
            member_id=number(row),
            full_title=said("full_title"),
            address_as=said("address_as"),
            party=said("party"),
            party_abbreviation=said("party_abbreviation"),
            email=email if any_email or email is None else parliamentary_email([email]),
            started_on=row.day("started_on"),
        ),
        name,
    )


def number(row: tables.Row) -> int | None:
    written = row.values.get("member_id", "")
    if written and not re.fullmatch("[0-9]{1,9}", written):
        raise row.refused(f"{written} is no number of a member.")
    return int(written) if written else None


def values(name: str, written: str) -> Iterator[Any]:
    """The things in one saved answer, in a list of answers, or in a list of things; wrapped in "value" or not."""
    saved = files.parsed(name, written)
    for answer in saved if isinstance(saved, list) else [saved]:
        items = answer.get("items", [answer]) if isinstance(answer, dict) else [answer]
        for item in items if isinstance(items, list) else [items]:
            yield item["value"] if isinstance(item, dict) and "value" in item else item


def from_saved(name: str, value: Any) -> Iterator[Seat]:
    if not isinstance(value, dict) or "id" not in value:
        raise ImportRefused(f"{name} holds {value!r:.40} where a member or a constituency should be.")
    try:
        if "nameDisplayAs" in value:
            member = MEMBER.validate_json(json.dumps(value))
            if member.latest_house_membership.membership_end_date:
                return
            yield Seat(member.latest_house_membership.membership_from or "", from_member(member))
        elif (seat := SEAT.validate_json(json.dumps(value))).end_date is None:
            yield from_seat(seat)
    except ValidationError as error:
        what = value.get("nameDisplayAs") or value.get("name") or "something without a name"
        raise ImportRefused(f"{name}: of {what}, {first_fault(error)}.") from error


def from_seat(seat: api.Seat, *, email: str | None = None) -> Seat:
    member = from_member(seat.member) if seat.member else None
    return Seat(seat.name, replace(member, email=email) if member else None)


def from_member(member: api.Member) -> Member:
    """Without an e-mail address: the service tells those member by member."""
    party = member.latest_party
    return Member(
        name=member.name_display_as,
        member_id=member.id,
        full_title=member.name_full_title,
        address_as=member.name_address_as,
        party=party.name if party else None,
        party_abbreviation=party.abbreviation if party else None,
        started_on=member.latest_house_membership.membership_start_date,
    )
