"""How long it takes to say how much of a letter is others' words, among 100,000, and how many alike are found."""

import json
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench

LETTERS, LOOKUPS, SAMPLED = 100_000, 1_000, 300


def overlap(_: Bench) -> Iterator[Figure]:
    """`letters.overlap`: milliseconds that 95 of 100 look-ups take at most, from a text to what its writer is told.

    All letters are of one action, on PostgreSQL; a third is made from the same talking points. New texts are looked up.

    `letters.recall`: of the pairs of a new text and a letter whose exact Dice is 0.7 or more, the share that has a band
    in common; or, where that is lower, of the texts that such a letter exists for, the share that is told so.
    """
    with server.site() as site:
        site.run("-m", "benchmarks.comparing_letters", "fill", str(LETTERS))
        measured = json.loads(site.run("-m", "benchmarks.comparing_letters", "measure", *map(str, (LOOKUPS, SAMPLED))))
    times, found = measured["times"], measured["found"]
    remark(f"letters.overlap: median {median(times):.1f} ms, {measured['queries']} queries; {size(measured)}")
    remark(
        f"letters.recall: {found['shared']:,} of {found['pairs']:,} pairs; {found['told']} of {found['alike']} texts; "
        f"most that a score was too low: {found['worst']:.3f}"
    )
    yield Figure("letters.overlap", quantiles(times, n=20)[18], "ms", len(times))
    yield Figure("letters.recall", recall(found), "share", found["pairs"])


def size(measured: dict[str, Any]) -> str:
    return f"{measured['bytes'] / 2**20:.0f} MB of hashes"


def recall(found: dict[str, Any]) -> float:
    pairs, texts = found["shared"] / found["pairs"], found["told"] / found["alike"]
    return float(min(pairs, texts))


MEASUREMENTS = (Measurement(("letters.overlap", "letters.recall"), overlap),)
