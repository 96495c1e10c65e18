"""The first line of a table names its columns: what is wrong where it doesn't."""

import re

from groups.sheets.bounds import LONGEST_HEADING, MOST_COLUMNS, BadFile, Cells
from places import postcodes

EXAMPLE = "The first line must name the columns, such as: Name, Kind, Town, Postcode."


def read(cells: Cells) -> Cells:
    """As they are, without the empty ones after the last. Raises BadFile."""
    headings = [" ".join(cell.split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise BadFile(f"The file is empty. {EXAMPLE}")
    if len(headings) > MOST_COLUMNS:
        raise BadFile(f"The file has more than {MOST_COLUMNS} columns. Leave out those that are not about groups.")
    refuse_data(headings)
    refuse_empty(headings)
    refuse_twice(headings)
    return headings


def refuse_data(headings: Cells) -> None:
    if any(is_data(heading) for heading in headings):
        raise BadFile(f"The first line looks like a group, not like headings. {EXAMPLE}")


def is_data(heading: str) -> bool:
    if "@" in heading or len(heading) > LONGEST_HEADING or re.fullmatch(r"[\d.,/: -]+", heading):
        return True
    try:
        return bool(postcodes.parse(heading))
    except postcodes.MalformedPostcode:
        return False


def refuse_empty(headings: Cells) -> None:
    empty = [number for number, heading in enumerate(headings, start=1) if not heading]
    if empty:
        raise BadFile(f"Column {empty[0]} has no heading. {EXAMPLE}")


def refuse_twice(headings: Cells) -> None:
    seen: dict[str, int] = {}
    for number, heading in enumerate(headings, start=1):
        if before := seen.get(heading.casefold()):
            raise BadFile(
                f"Columns {before} and {number} are both called “{heading}”. Rename one of them, or take it out."
            )
        seen[heading.casefold()] = number
