"""Which column of a list of postcodes holds what: the names carry years and change between editions."""

import re
from typing import NamedTuple

from places.imports import ImportRefused

# In the order in which they are preferred. Header lines of ONSPD (August 2024, November 2025), NSPL (2024, late 2025,
# August 2026) and Code-Point Open (both lines of its file of column headers).
POSTCODE = ("pcds", "pcd", "pcd7", "pcd8", "pcd2", "postcode", "pc")
LATITUDE, LONGITUDE = ("lat(itude)?",), ("long(itude)?|lon|lng",)
EASTING, NORTHING = ("eastings?|ea",), ("northings?|no",)
CONSTITUENCY = (r"pcon(\d\d)?(cd)?",)
ENDED = ("doterm",)
CODE_POINT_WIDTH = 10


class Layout(NamedTuple):
    """The numbers of the columns of a list that has so many."""

    width: int
    code: int
    north: int  # latitude, or northing on the grid
    east: int
    on_grid: bool  # metres of the British National Grid, not degrees
    constituency: int | None
    ended: int | None

    @property
    def places(self) -> tuple[int, ...]:
        """Of postcode, north, east, constituency and ended, with the postcode's for one that isn't there."""
        others = (self.code if place is None else place for place in (self.constituency, self.ended))
        return (self.code, self.north, self.east, *others)


CODE_POINT = Layout(CODE_POINT_WIDTH, code=0, north=3, east=2, on_grid=True, constituency=None, ended=None)


def layout(cells: list[str]) -> tuple[Layout, bool]:
    """The layout that a list's first line tells, and whether that line is a header; raises ImportRefused."""
    if len(cells) == CODE_POINT_WIDTH and cells[2].isdecimal() and cells[3].isdecimal():
        return CODE_POINT, False
    names = [cell.strip().lower() for cell in cells]
    if (code := column(names, POSTCODE)) is None:
        raise ImportRefused("The first line names no column of postcodes, such as pcds.")
    return of_header(names, code), True


def of_header(names: list[str], code: int) -> Layout:
    north, east, constituency = column(names, LATITUDE), column(names, LONGITUDE), column(names, CONSTITUENCY)
    if north is not None and east is not None:
        if constituency is None:
            raise ImportRefused("The first line names no column of constituencies, such as pcon or pcon24cd.")
        return Layout(len(names), code, north, east, False, constituency, column(names, ENDED))
    north, east = column(names, NORTHING), column(names, EASTING)
    if north is None or east is None:
        raise ImportRefused("The first line names no columns of positions: lat and long, or Eastings and Northings.")
    return Layout(len(names), code, north, east, True, None, None)


def column(names: list[str], patterns: tuple[str, ...]) -> int | None:
    for pattern in patterns:
        found = [index for index, name in enumerate(names) if re.fullmatch(pattern, name)]
        if len(found) > 1:
            raise ImportRefused(f"The first line names {names[found[0]]} and {names[found[1]]}: which one counts?")
        if found:
            return found[0]
    return None
