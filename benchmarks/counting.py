"""Counting: how fast changes are folded into the totals, and what a petition costs that ten million have signed."""

import json
from collections.abc import Iterator
from statistics import median

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench, Site

DELTAS = 400_000
FEW, MANY = 10_000, 10_000_000
RENDERINGS = 200
PETITION = "/petitions/support-every-survivor/"
PATHS = (PETITION, f"{PETITION}count.json")


def fold(_: Bench) -> Iterator[Figure]:
    """Deltas a second that counting.fold adds to all totals, of 400,000 that wait: in every constituency, 20 countries,
    by 50 groups and in 48 hours, one in seven of them one less. Each transaction is on disk before the next begins.
    """
    with server.site() as made:
        prepare(made, "deltas", DELTAS)
        seconds, folded = json.loads(made.run("-m", "benchmarks.making_signatures", "fold"))
    if folded != DELTAS:
        raise RuntimeError(f"{folded} deltas were folded, not {DELTAS}")
    yield Figure("counting.fold", folded / seconds, "deltas/s", DELTAS)


def page(_: Bench) -> Iterator[Figure]:
    """Milliseconds to render a petition's page and its count with ten million signatures; the floor is ten thousand.

    Measured in process with an empty cache before each rendering, the sum of both medians. The signatures point at
    people and addresses that are not there: neither page reads those.
    """
    with server.site() as made:
        prepare(made, "signatures", FEW)
        few = milliseconds(made)
        prepare(made, "signatures", MANY)
        many = milliseconds(made)
    yield Figure("counting.page", many, "ms", RENDERINGS, floor=few)


def prepare(made: Site, *what: object) -> None:
    made.run("-m", "benchmarks.making_signatures", *map(str, what))
    server.execute(made.environment["DATABASE_URL"], "VACUUM ANALYZE")


def milliseconds(made: Site) -> float:
    output = made.run("-m", "benchmarks.rendering", "times", str(RENDERINGS), *PATHS)
    times: dict[str, list[float]] = json.loads(output)
    medians = {path: median(times[path]) for path in PATHS}
    remark(f"counting.page: {medians}")
    return sum(medians.values())


MEASUREMENTS = (
    Measurement(("counting.fold",), fold),
    Measurement(("counting.page",), page),
)
