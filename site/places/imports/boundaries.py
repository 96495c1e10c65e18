"""Boundaries of constituencies as GeoJSON or TopoJSON, in degrees of WGS84."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from places.imports import ImportRefused, files, topology
from places.imports.constituencies import EAST, NORTH, SOUTH, WEST
from places.imports.seats import GSS_CODE
from places.imports.topology import Point

CODE = r"(pcon(\d\d)?(cd)?|(gss_?|ons_?)?code|id)"  # what publishers call the property that holds it
Ring = list[Point]
Polygon = list[Ring]  # the outside, then holes


def read(file: Path) -> dict[str, list[Polygon]]:
    """The polygons of each constituency by its code; raises ImportRefused."""
    found: dict[str, list[Polygon]] = {}
    for feature in features(files.document(file)):
        code = code_of(feature)
        if code in found:
            raise ImportRefused(f"{code} is in the file twice.")
        found[code] = polygons(code, feature.get("geometry"))
    return found


def features(document: dict[str, Any]) -> Iterable[dict[str, Any]]:
    kind = document.get("type")
    if kind == "Topology":
        return topology.features(document)
    listed = document.get("features")
    if kind != "FeatureCollection" or not isinstance(listed, list):
        raise ImportRefused("The file is neither GeoJSON nor TopoJSON: it has no features.")
    if not all(isinstance(feature, dict) for feature in listed):
        raise ImportRefused("The GeoJSON isn't whole: a feature is no object.")
    return listed


def code_of(feature: dict[str, Any]) -> str:
    properties = feature.get("properties")
    named = properties.items() if isinstance(properties, dict) else ()
    candidates = [value for name, value in named if re.fullmatch(CODE, name.lower())] + [feature.get("id")]
    for value in candidates:
        if isinstance(value, str) and re.fullmatch(GSS_CODE, value):
            return value
    raise ImportRefused("A feature has no code of a constituency, such as PCON24CD: E14001063.")


def polygons(code: str, geometry: Any) -> list[Polygon]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ImportRefused(f"{code} has no outline: it must be a Polygon or a MultiPolygon.")
    try:
        listed = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
        found = [[ring(code, points) for points in polygon] for polygon in listed]
    except (KeyError, TypeError, ValueError) as error:
        raise ImportRefused(f"The outline of {code} isn't whole: {error}.") from error
    if not found or not all(found):
        raise ImportRefused(f"The outline of {code} is empty.")
    return found


def ring(code: str, points: Iterable[Any]) -> Ring:
    found = [(x, y) for x, y, *_ in points]
    if len(found) < 4:
        raise ImportRefused(f"The outline of {code} has a ring of {len(found)} points: a triangle has four.")
    for x, y in found:
        if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
            raise ImportRefused(
                f"{code} has a point at {x}, {y}: no longitude and latitude in the United Kingdom. "
                "Ask for the file in WGS84 (EPSG:4326)."
            )
    return found
