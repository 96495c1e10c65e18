"""How long a look-up takes on the full table of postcodes, and how long the ten nearest among many take."""

import json
from collections.abc import Iterator
from statistics import median, quantiles

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import ROOT, Bench, Site

POSTCODES = ROOT.parent / "shared/data/postcodes/gb_postcodes_pcon24_full.csv.xz"
LOOKUPS, SEARCHES, FEW, MANY = 20_000, 200, 10_000, 100_000


def lookup(_: Bench) -> Iterator[Figure]:
    """The 99th percentile in milliseconds of places.locate in process, on PostgreSQL with 1.73 million postcodes.

    The floor is that of the one bare query by cursor, without the constituency.
    """
    if not POSTCODES.exists():
        remark("places.lookup: skipped: no data")
        return
    with server.site() as made:
        made.run("manage.py", "import_postcodes", str(POSTCODES), "--scope", "gb")
        times: dict[str, list[float]] = json.loads(made.run("-m", "benchmarks.looking_up", "lookups", str(LOOKUPS)))
    remark(f"places.lookup: median {median(times['ours']):.3f} ms")
    yield Figure("places.lookup", percentile(times["ours"]), "ms", LOOKUPS, percentile(times["bare"]))


def nearest(_: Bench) -> Iterator[Figure]:
    """The median in milliseconds of the ten nearest among 10,000 groups, and among 100,000 with the former as floor."""
    with server.site() as made:
        few, many = (times(made, number) for number in (FEW, MANY))
    yield Figure("places.nearest", few, "ms", SEARCHES)
    yield Figure("places.nearest.100k", many, "ms", SEARCHES, few)


def times(made: Site, number: int) -> float:
    measured: list[float] = json.loads(made.run("-m", "benchmarks.looking_up", "nearest", str(number), str(SEARCHES)))
    return median(measured)


def percentile(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


MEASUREMENTS = (
    Measurement(("places.lookup",), lookup),
    Measurement(("places.nearest", "places.nearest.100k"), nearest),
)
