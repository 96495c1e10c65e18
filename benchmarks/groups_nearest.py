"""How long it takes to find the nearest of 10,000 groups."""

import json
from collections.abc import Iterator
from statistics import median

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench

GROUPS, SEARCHES = 10_000, 100


def nearest(_: Bench) -> Iterator[Figure]:
    """The median in milliseconds from a posted postcode to the page with the ten nearest, through every middleware.

    Under production settings, in process with django.test.Client, so without gunicorn's own part.
    """
    with server.site() as made:
        found = json.loads(made.run("-m", "benchmarks.finding_groups", str(GROUPS), str(SEARCHES)))
    remark(f"groups.nearest: at most {found['queries']} queries; the page with the map has {found['page']} bytes")
    yield Figure("groups.nearest", median(found["times"]), "ms", SEARCHES)


MEASUREMENTS = (Measurement(("groups.nearest",), nearest),)
