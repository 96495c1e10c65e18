"""How many lines a second a public log takes in, and how long the proof takes that a line stands in a large one."""

import json
from collections.abc import Iterator
from statistics import quantiles

from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench, Site

APPENDED = 100_000
LINES, PROOFS = 1_000_000, 2_000


def append(bench: Bench) -> Iterator[Figure]:
    """Lines a second that get their place and their hashes, durably, in PostgreSQL, by one worker."""
    seconds = run(bench.site, "append", APPENDED)
    yield Figure("counting.append", APPENDED / seconds[0], "entries/s", APPENDED)


def proof(bench: Bench) -> Iterator[Figure]:
    """The 99th percentile in milliseconds of reading a receipt's proof from the database, in a log of LINES lines."""
    times = run(bench.site, "proofs", LINES, PROOFS)
    remark(f"counting.proof: in a log of {LINES:,} lines; the median is {quantiles(times, n=100)[49]:.2f} ms")
    yield Figure("counting.proof", quantiles(times, n=100)[98], "ms", PROOFS)


def run(site: Site, what: str, *numbers: int) -> list[float]:
    measured: list[float] = json.loads(site.run("-m", "benchmarks.growing_logs", what, *map(str, numbers)))
    return measured


MEASUREMENTS = (Measurement(("counting.append",), append), Measurement(("counting.proof",), proof))
