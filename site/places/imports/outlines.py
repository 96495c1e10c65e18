"""From polygons in degrees to short SVG paths on our map. Borders that two constituencies share stay shared."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import shapely
from shapely.errors import ShapelyError

from places.imports import ImportRefused
from places.imports.boundaries import Polygon, Ring
from places.maps.projection import project
from places.models import Position

# A corner is cut where that changes less than this squared, in units of the map (1.13 km). All of the United Kingdom
# comes to some 47 kB packed: what a page may weigh, and no straighter than a phone shows.
TOLERANCE = 1.0
GAP = 0.1  # units: neighbours that are drawn less than this apart, some 100 m, are meant to touch
ISLET = 1.0  # square units: smaller islands are left out where their constituency has a larger part
SLIVER = "l.2 0-.1 .2z"  # drawn where a constituency is too small for a shape of its own
TENTHS = 10  # of a unit: what paths are written in
Parts = list[shapely.Polygon]


def paths(areas: Mapping[str, list[Polygon]], *, tolerance: float) -> dict[str, str]:
    """The `d` of an SVG path for each code; raises ImportRefused where an area lies wholly inside another."""
    shapes = dict(zip(areas, simplified([projected(each) for each in areas.values()], tolerance), strict=True))
    if swallowed := [code for code, shape in shapes.items() if shape.is_empty]:
        raise ImportRefused(f"The outline of {', '.join(swallowed)} has no area, or lies inside another's.")
    parts = {code: largest_first(shape) for code, shape in shapes.items()}
    return {code: path(each) for code, each in without_islets(parts).items()}


def positions(areas: Mapping[str, list[Polygon]]) -> dict[str, Position]:
    """The middle of each area, or a point inside it where the middle lies outside; to some 10 m."""
    found = {}
    for code, polygons in areas.items():
        shape = shapely.make_valid(shapely.MultiPolygon([polygon_of(rings) for rings in polygons]))
        middle = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
        found[code] = Position(round(middle.y, 4), round(middle.x, 4))
    return found


def projected(polygons: Iterable[Polygon]) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([polygon_of([on_map(ring) for ring in rings]) for rings in polygons])


def on_map(ring: Ring) -> Ring:
    return [project(Position(latitude, longitude)) for longitude, latitude in ring]


def polygon_of(rings: Polygon) -> shapely.Polygon:
    return shapely.Polygon(rings[0], rings[1:])


def simplified(shapes: list[shapely.MultiPolygon], tolerance: float) -> Iterable[shapely.Geometry]:
    """Cleaned first: what was simplified one by one overlaps and gapes at the borders. Holes turn the other way."""
    try:
        whole = shapely.coverage_clean(shapes, gap_width=GAP)
        found: Iterable[shapely.Geometry] = shapely.orient_polygons(shapely.coverage_simplify(whole, tolerance))
    except ShapelyError as error:
        raise ImportRefused(f"The outlines can't be made into a map: {error}.") from error
    return found


def largest_first(shape: shapely.Geometry) -> Parts:
    return sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)


def without_islets(areas: dict[str, Parts]) -> dict[str, Parts]:
    """Without small islands in the sea; what touches a neighbour is no island, and would leave a hole."""
    tree = shapely.STRtree([part for parts in areas.values() for part in parts])
    return {
        code: [
            part
            for number, part in enumerate(parts)
            if number == 0 or part.area >= ISLET or len(tree.query(part, predicate="intersects")) > 1
        ]
        for code, parts in areas.items()
    }


def path(parts: Parts) -> str:
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return "".join(written(list(ring.coords)) for ring in rings) or sliver(parts[0])


def written(ring: Ring) -> str:
    """From an absolute point in steps to each next, with no more signs than needed; empty where no area is left."""
    points: list[tuple[int, int]] = []
    for x, y in ring:
        point = (round(x * TENTHS), round(y * TENTHS))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) < 4:  # the last is the first once more
        return ""
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(points[:-1])]
    return f"M{joined(points[0])}l{joined(number for step in steps for number in step)}z"


def sliver(part: shapely.Polygon) -> str:
    inside = part.representative_point()
    return f"M{joined((round(inside.x * TENTHS), round(inside.y * TENTHS)))}{SLIVER}"


def joined(tenths: Iterable[int]) -> str:
    """Numbers as SVG reads them: nothing before a minus, or before a second decimal point."""
    text = ""
    after_point = True
    for number in tenths:
        figure = (
            f"{number / TENTHS:g}".replace("0.", ".", 1) if abs(number) < TENTHS and number else f"{number / TENTHS:g}"
        )
        apart = text and not figure.startswith("-") and not (figure.startswith(".") and after_point)
        text += f" {figure}" if apart else figure
        after_point = "." in figure
    return text
