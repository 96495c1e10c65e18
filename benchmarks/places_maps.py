"""How long the hexagon map of all constituencies takes to draw, and what it weighs."""

import json
from collections.abc import Iterator
from statistics import median

from benchmarks.figure import Figure, Measurement
from benchmarks.server import Bench

ROUNDS = 60


def hexmap(bench: Bench) -> Iterator[Figure]:
    """Milliseconds to render the map with key and table for all 650 seats with a count of their own, query included.

    Nothing is cached. The floor asks for the same rows with one statement, and joins a link for each to a drawing and a
    row for each to a table: no classes, no lines between regions, no translation, no template. The weight is that of
    the map as pages are sent, packed with gzip.
    """
    measured = json.loads(bench.site.run("-m", "benchmarks.drawing_maps", str(ROUNDS)))
    yield Figure("places.hexmap", median(measured["map"]), "ms", ROUNDS, floor=median(measured["floor"]))
    yield Figure("places.hexmap_weight", measured["weight"], "bytes", 1)


MEASUREMENTS = (Measurement(("places.hexmap", "places.hexmap_weight"), hexmap),)
