"""TopoJSON: outlines as lists of numbered arcs, each border written once and often counted on a grid."""

from collections.abc import Iterator
from typing import Any

from places.imports import ImportRefused

Point = tuple[float, float]
Arc = list[Point]


def features(topology: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The geometries of all objects as GeoJSON features; raises ImportRefused where arcs can't be followed."""
    try:
        arcs = decoded(topology)
        for named in topology["objects"].values():
            for each in named.get("geometries", [named]):
                yield {"id": each.get("id"), "properties": each.get("properties"), "geometry": geometry(each, arcs)}
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as error:
        raise ImportRefused(f"The TopoJSON isn't whole: {type(error).__name__} {error}.") from error


def decoded(topology: dict[str, Any]) -> list[Arc]:
    transform = topology.get("transform")
    if transform is None:
        return [[(x, y) for x, y, *_ in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    return [[(x * scale_x + left, y * scale_y + bottom) for x, y in summed(arc)] for arc in topology["arcs"]]


def summed(steps: list[Any]) -> Iterator[Point]:
    """Points from the first one and the step to each next."""
    x = y = 0
    for across, up, *_ in steps:
        x, y = x + across, y + up
        yield x, y


def geometry(each: dict[str, Any], arcs: list[Arc]) -> dict[str, Any]:
    if each["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": rings(each["arcs"], arcs)}
    if each["type"] == "MultiPolygon":
        return {"type": "MultiPolygon", "coordinates": [rings(polygon, arcs) for polygon in each["arcs"]]}
    return {"type": each["type"]}


def rings(polygon: list[list[int]], arcs: list[Arc]) -> list[Arc]:
    return [ring(numbers, arcs) for numbers in polygon]


def ring(numbers: list[int], arcs: list[Arc]) -> Arc:
    """Arcs strung together: a negative number is an arc backwards, and each starts where the one before ends."""
    points: Arc = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points
