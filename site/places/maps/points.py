"""Points on the outline of the United Kingdom; those too near each other to be told apart stand as one circle."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from places.maps import projection
from places.maps.figure import Drawn, drawing, picture
from places.maps.outline import NATIONS
from places.maps.projection import HEIGHT, WIDTH
from places.models import Position

NEAR = 44.0  # units between the middles of two circles, at least: some 50 km, and 24 pixels on a phone
CIRCLE, DOT = 21, 10  # radius of a circle with a number, and of a point by itself


class Point(NamedTuple):
    name: str
    url: str
    latitude: float
    longitude: float
    note: str = ""  # what the table says beside the name: "Tuesdays at 7pm"


@dataclass(frozen=True)
class Cluster:
    """Points near the first of them, where they are drawn and which names them."""

    at: projection.Point
    points: list[Point]

    def __str__(self) -> str:
        name, more = self.points[0].name, len(self.points) - 1
        if not more:
            return name
        text = ngettext("%(name)s and %(more)s more near it", "%(name)s and %(more)s more near it", more)
        return text % {"name": name, "more": more}


def clusters(points: Iterable[Point]) -> list[Cluster]:
    """In the order of their first points. Give the points that should name their neighbours first."""
    found: list[Cluster] = []
    for point in points:
        at = projection.project(Position(point.latitude, point.longitude))
        home = min(found, key=lambda cluster: distance(cluster.at, at), default=None)
        if home and distance(home.at, at) < NEAR:
            home.points.append(point)
        else:
            found.append(Cluster(at, [point]))
    return found


def distance(one: projection.Point, other: projection.Point) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def point_map(points: Sequence[Point], *, title: str, noun: str, identity: str) -> Drawn:
    """`noun` says what a point is, in the singular, as the head of the table's column of names: "Group"."""
    found = clusters(points)
    described = description(len(points), len(found))
    land = "".join(f'<path class="map__land" d="{path}"/>' for path in NATIONS.values())
    marks = "".join(mark(cluster, f"{identity}-{number}") for number, cluster in enumerate(found, start=1))
    notes = [gettext("Details")] if any(point.note for point in points) else []
    return Drawn(
        svg=drawing(f"0 0 {WIDTH} {HEIGHT}", picture(identity, title, described, land), marks),
        legend=[],
        columns=[noun, *notes],
        rows=mark_safe("".join(table_rows(found, identity, bool(notes)))),  # noqa: S308 (escaped)
        is_empty=not points,
    )


def description(points: int, marks: int) -> str:
    if not points:
        return gettext("Map of the United Kingdom. Nothing to show yet.")
    text = gettext("Map of the United Kingdom with %(points)s points in %(marks)s places. The same follows as a table.")
    return text % {"points": points, "marks": marks}


def mark(cluster: Cluster, identity: str) -> str:
    """A dot that leads to the one point, or a circle with a number that leads to its points in the table."""
    x, y, number = round(cluster.at.x), round(cluster.at.y), len(cluster.points)
    if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
        return ""  # outside the United Kingdom, and so in the table only
    if number == 1:
        url, shape = cluster.points[0].url, f'<circle class="map__dot" cx="{x}" cy="{y}" r="{DOT}"/>'
    else:
        text = f'<text class="map__number" x="{x}" y="{y}" dy=".35em">{number}</text>'
        url, shape = f"#{identity}", f'<circle class="map__circle" cx="{x}" cy="{y}" r="{CIRCLE}"/>{text}'
    said = escape(str(cluster))
    return f'<a href="{escape(url)}" tabindex="-1"><title>{said}</title>{shape}</a>'


def table_rows(found: Sequence[Cluster], identity: str, has_notes: bool) -> Iterator[str]:
    """A body of the table for each cluster, by name; those of several points are headed by what they are called."""
    numbered = [(f"{identity}-{number}", cluster) for number, cluster in enumerate(found, start=1)]
    for row, cluster in sorted(numbered, key=lambda pair: str(pair[1])):
        yield f'<tbody id="{escape(row)}">'
        if len(cluster.points) > 1:
            span = ' colspan="2"' if has_notes else ""
            yield f'<tr class="map__near"><th scope="rowgroup"{span}>{escape(str(cluster))}</th></tr>'
        for point in cluster.points:
            note = f"<td>{escape(point.note)}</td>" if has_notes else ""
            link = f'<a href="{escape(point.url)}">{escape(point.name)}</a>'
            yield f'<tr><th scope="row">{link}</th>{note}</tr>'
        yield "</tbody>"
