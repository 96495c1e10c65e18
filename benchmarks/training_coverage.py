"""How long it takes to say who is trained where, among 100,000 awards."""

import json
from collections.abc import Iterator

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench

AWARDS = 100_000


def cover(_: Bench) -> Iterator[Figure]:
    """Milliseconds for what staff see of coverage: numbers by constituency and by region, hidden as everybody sees
    them, by family, by course and over two years, from the ledgers of 100,000 awards of 50,000 people in all
    constituencies. The slowest of five days, the oldest three years ago.
    """
    with server.site() as made:
        made.run("-m", "benchmarks.making_training", "fill", str(AWARDS))
        made.run("-m", "benchmarks.covering", "ledger")
        server.execute(made.environment["DATABASE_URL"], "VACUUM ANALYZE")
        found = json.loads(made.run("-m", "benchmarks.covering", "count"))
    remark(f"training.coverage: {found['rows']} rows of the ledger, {found['people']} people trained today")
    if not found["people"]:
        raise RuntimeError("Nobody counts, so nothing was measured")
    yield Figure("training.coverage", found["ms"], "ms", AWARDS)


MEASUREMENTS = (Measurement(("training.coverage",), cover),)
