"""The hexagon cartogram of a petition as a picture by itself, without the page's stylesheet."""

from collections.abc import Mapping
from typing import Any

from places.maps import hexmap
from places.maps.figure import MapData
from places.maps.scale import HIDDEN, NONE, Count

# For white paper, printed in colour or not: the more, the darker.
FILLS = {
    NONE: "#ececf1",
    HIDDEN: "#ffffff",
    "1": "#b9b6ea",
    "2": "#8b85dc",
    "3": "#5d55c4",
    "4": "#3a3298",
    "5": "#16183a",
}
EDGES = {NONE: "#ffffff", HIDDEN: "#8b85dc"}
TITLE = "Signatures by constituency"


def drawn(counts: Mapping[int, Count]) -> dict[str, Any]:
    """The SVG, what it shows in words, and its legend; nothing to draw before anybody has signed."""
    made = hexmap.hexmap(hexmap.cells(), MapData(TITLE, noun="signatures", counts=counts))
    if made.is_empty:
        return {}
    opening = f'<svg xmlns="http://www.w3.org/2000/svg"><style>{style()}</style>'
    svg = opening.replace("><style>", made.svg[len("<svg") : made.svg.index(">")] + "><style>", 1)
    return {
        "svg": svg + made.svg[made.svg.index(">") + 1 :],
        "alt": f"{TITLE}: a map in which each is a hexagon. The table by constituency says the same in numbers.",
        "legend": [
            {"fill": FILLS[entry.name], "edge": EDGES.get(entry.name, FILLS[entry.name]), "text": entry.text}
            for entry in made.legend
        ],
    }


def style() -> str:
    classes = (
        f".map__class--{name} path{{fill:{fill};stroke:{EDGES.get(name, '#ffffff')}}}" for name, fill in FILLS.items()
    )
    return "".join(classes) + "path{stroke-width:.12}.map__lines{fill:none;stroke:#16183a;stroke-width:.35}"
