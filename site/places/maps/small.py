"""Hexagon maps to look at, not to read: where the site is at work, and where one constituency lies."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from places.maps.hexmap import Cell, corners, hexagon, sheet
from places.maps.scale import Count

BARE, ONE, SEVERAL, HERE = "bare", "one", "several", "here"


def lit(cells: Sequence[Cell], layers: Iterable[Mapping[int, Count]]) -> SafeString:
    """Cells where one of the layers counts anything, and where several do. For the eye alone: words stand beside it."""
    kinds = [{key for key, count in layer.items() if count != 0} for layer in layers]
    found = {cell.key: sum(cell.key in kind for kind in kinds) for cell in cells}
    names = {key: (BARE, ONE, SEVERAL)[min(number, 2)] for key, number in found.items()}
    return drawn(cells, names, 'aria-hidden="true"')


def locator(cells: Sequence[Cell], key: int, label: str) -> SafeString:
    """One cell stands out."""
    names = {cell.key: HERE if cell.key == key else BARE for cell in cells}
    return drawn(cells, names, f'role="img" aria-label="{escape(label)}"')


def drawn(cells: Sequence[Cell], names: Mapping[int, str], attributes: str) -> SafeString:
    at, on = corners(cells), sheet(cells)
    paths = dict.fromkeys((BARE, ONE, SEVERAL, HERE), "")
    for key, corner in at.items():
        paths[names[key]] += hexagon(corner)
    body = "".join(f'<path class="hexmap__{name}" d="{d}"/>' for name, d in paths.items() if d and name != HERE)
    body += f'<path class="hexmap__lines" d="{on.lines}"/>'
    if paths[HERE]:  # above the lines, which would cover its edge
        body += f'<path class="hexmap__{HERE}" d="{paths[HERE]}"/>'
    return mark_safe(  # noqa: S308 (only the label came from outside, and it is escaped)
        f'<svg class="hexmap" viewBox="{on.box}" {attributes}><g transform="{on.stretch}">{body}</g></svg>'
    )
