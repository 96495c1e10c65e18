"""The two columns of a list that say where its postcodes lie, in degrees of WGS84.

Each function takes whole columns, of one row where a line is to be judged, and raises Damaged. With a text for `null`
the degrees are text as well, else numbers and None.
"""

from collections.abc import Sequence
from typing import TypeAlias

IN_NUMBERS = b"0123456789.+-eE\n"
WITHOUT_GRID_REFERENCE = "99.999999"  # the latitude that the ONS gives
SOMEWHERE = ("54", "-2")
SOUTH, NORTH, WEST, EAST = 48.5, 61.5, -9.5, 2.5  # the British Isles, with some room
WIDTH_OF_GRID, HEIGHT_OF_GRID = 700_000, 1_300_000  # metres
Cell: TypeAlias = str | float | None


class Damaged(ValueError):
    """What is wrong with a line: the end of a sentence that begins with where the line stands."""


def from_degrees(norths: Sequence[str], easts: Sequence[str], null: str | None) -> tuple[list[Cell], list[Cell]]:
    north, east = list(norths), list(easts)
    nowhere = without_grid_reference(norths, easts)
    for index in nowhere:
        north[index], east[index] = SOMEWHERE
    if not (degrees := in_the_british_isles(north, east)):
        raise Damaged(f"gives {norths[0]!r} and {easts[0]!r} as degrees north and east")
    return without(nowhere, north if null else degrees[0], null), without(nowhere, east if null else degrees[1], null)


def without_grid_reference(norths: Sequence[str], easts: Sequence[str]) -> list[int]:
    if WITHOUT_GRID_REFERENCE not in norths and "" not in norths:
        return []
    return [i for i, text in enumerate(norths) if text == WITHOUT_GRID_REFERENCE or not (text or easts[i])]


def in_the_british_isles(norths: list[str], easts: list[str]) -> tuple[list[float], list[float]] | None:
    """Their numbers; None where one isn't there, or is none."""
    if "\n".join((*norths, *easts)).encode().translate(None, IN_NUMBERS):
        return None  # float() reads more than numbers: nan, 1_000, digits of other scripts
    try:
        north, east = [*map(float, norths)], [*map(float, easts)]
    except ValueError:
        return None
    within = min(north) >= SOUTH and max(north) <= NORTH and min(east) >= WEST and max(east) <= EAST
    return (north, east) if within else None


def from_grid(norths: Sequence[str], easts: Sequence[str], null: str | None) -> tuple[list[Cell], list[Cell]]:
    """From metres of the British National Grid; 0, 0 is without grid reference."""
    from places.imports.grid import wgs84  # imports numpy, which other lists can do without

    north, east = metres(norths), metres(easts)
    if max(north) > HEIGHT_OF_GRID or max(east) > WIDTH_OF_GRID:
        raise Damaged(f"gives {norths[0]!r} and {easts[0]!r} as metres north and east")
    nowhere = [index for index, distance in enumerate(north) if distance == east[index] == 0]
    columns = [[round(degrees, 6) for degrees in column.tolist()] for column in wgs84(east, north)]
    latitudes, longitudes = [without(nowhere, [*map(str, each)] if null else each, null) for each in columns]
    return latitudes, longitudes


def metres(texts: Sequence[str]) -> list[int]:
    if all(text.isascii() and text.isdecimal() for text in texts):
        return [*map(int, texts)]
    raise Damaged(f"gives {texts[0]!r} as metres on the grid")


def without(nowhere: list[int], degrees: Sequence[Cell], null: str | None) -> list[Cell]:
    column = [*degrees]
    for index in nowhere:
        column[index] = null
    return column
