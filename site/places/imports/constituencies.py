"""Lists of constituencies, such as the "Names and Codes" lists of the Office for National Statistics."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from places.enums import CONSTITUENCIES, Scope
from places.imports import ImportRefused, tables
from places.imports.seats import GSS_CODE, NORTHERN_IRELAND
from places.models import Constituency, Country, Position, Region
from places.names import plain

Area = TypeVar("Area", Country, Region)

COLUMNS = {
    "code": tables.Column("code", (r"pcon(\d\d)?(cd)?", "code|gss_code")),
    "name": tables.Column("name", (r"pcon(\d\d)?nm", "official_name", "name|constituency|constituency_name")),
    "name_cy": tables.Column("Welsh name", (r"pcon(\d\d)?nmw", "name_cy|welsh|welsh_name"), required=False),
    "country": tables.Column("country", (r"country_code|ctry(\d\d)?(cd)?", r"country|nation|ctry(\d\d)?nm"), False),
    "region": tables.Column("region", (r"region_code|rgn(\d\d)?(cd)?", r"region|rgn(\d\d)?nm"), required=False),
    "latitude": tables.Column("latitude", ("lat|latitude",), required=False),
    "longitude": tables.Column("longitude", ("long|lon|lng|longitude",), required=False),
    "valid_from": tables.Column("first day", ("valid_from",), required=False),
}
SOUTH, NORTH, WEST, EAST = 49.0, 61.5, -9.0, 2.5  # a box around the United Kingdom, in degrees
NO_REGION = r"[SWN]9{8}"  # what the ONS writes where a nation has no regions


@dataclass(frozen=True)
class Listed:
    """A constituency as a file gives it; None is what the file doesn't say (a region: or that has none)."""

    line: int
    code: str
    name: str
    name_cy: str | None
    country: Country
    region: Region | None
    position: Position | None
    valid_from: date | None


def read(file: Path, scope: Scope) -> list[Listed]:
    """All constituencies of a scope, each once; raises ImportRefused where the file doesn't hold just those."""
    rows = tables.read(file, COLUMNS)
    areas = Areas()
    listed = [one(row, areas) for row in rows]
    unlike(listed, "code", lambda seat: seat.code)
    unlike(listed, "name", lambda seat: plain(seat.name))
    check_scope(listed, scope)
    return listed


class Areas:
    """The nations and regions, to be found by name or code."""

    def __init__(self) -> None:
        self.countries = by_name_and_code(Country.objects.all())
        self.regions = by_name_and_code(Region.objects.select_related("country"))
        self.of_letter = {country.code[0]: country for country in self.countries.values()}

    def country(self, row: tables.Row, code: str) -> Country:
        """What the row says, or else what the first letter of the code says."""
        country = self.of_letter[code[0]]
        if (value := row.values.get("country")) and self.countries.get(bare(value)) != country:
            known = value if bare(value) in self.countries else f"{value} (which we don't know)"
            raise row.refused(f"{code} is a code of {country}, and its country is {known}.")
        return country

    def region(self, row: tables.Row, country: Country) -> Region | None:
        value = row.values.get("region", "")
        if not value or re.fullmatch(NO_REGION, value) or self.countries.get(bare(value)) == country:
            return None
        region = self.regions.get(bare(value))
        if region is None:
            raise row.refused(f"we know no region {value}.")
        if region.country != country:
            raise row.refused(f"{region} is a region of {region.country}, not of {country}.")
        return region


def by_name_and_code(areas: Iterable[Area]) -> dict[str, Area]:
    return {key: area for area in areas for key in (area.code.casefold(), area.name.casefold())}


def bare(value: str) -> str:
    return value.casefold().removeprefix("(pseudo) ")


def one(row: tables.Row, areas: Areas) -> Listed:
    code = row.values["code"].upper()
    if not re.fullmatch(GSS_CODE, code):
        raise row.refused(f"“{code}” is no code of a constituency, such as E14001063.")
    country = areas.country(row, code)
    return Listed(
        line=row.line,
        code=code,
        name=name(row),
        name_cy=welsh_name(row),
        country=country,
        region=areas.region(row, country),
        position=position(row),
        valid_from=row.day("valid_from"),
    )


def name(row: tables.Row) -> str:
    if not (found := row.text("name", longest=longest("name"))):
        raise row.refused("there is no name.")
    return found


def welsh_name(row: tables.Row) -> str | None:
    """Empty where it is the English one: only a second name is worth showing."""
    if "name_cy" not in row.values:
        return None
    welsh = row.text("name_cy", longest=longest("name_cy"))
    return "" if welsh == row.values["name"] else welsh


def longest(field: str) -> int:
    return getattr(Constituency._meta.get_field(field), "max_length", 0)


def position(row: tables.Row) -> Position | None:
    latitude = row.number("latitude", low=SOUTH, high=NORTH)
    longitude = row.number("longitude", low=WEST, high=EAST)
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        raise row.refused("there is a latitude or a longitude, but not both.")
    return Position(latitude, longitude)


def unlike(listed: list[Listed], what: str, key: Callable[[Listed], str]) -> None:
    seen: dict[str, Listed] = {}
    for seat in listed:
        if first := seen.get(key(seat)):
            raise ImportRefused(f"Lines {first.line} and {seat.line} have the same {what}: {getattr(seat, what)}.")
        seen[key(seat)] = seat


def check_scope(listed: list[Listed], scope: Scope) -> None:
    for seat in listed:
        if scope == (Scope.GB if seat.country.code == NORTHERN_IRELAND else Scope.NI):
            raise ImportRefused(f"Line {seat.line}: {seat.name} is not in {scope.label}.")
    if len(listed) == CONSTITUENCIES[scope]:
        return
    count = f"The file has {len(listed)} constituencies, and {scope.label} has {CONSTITUENCIES[scope]}."
    other = next(
        (f" Is it a list of {of.label}? Say --scope {of}." for of in Scope if CONSTITUENCIES[of] == len(listed)), ""
    )
    raise ImportRefused(count + other)
