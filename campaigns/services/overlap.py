"""How many of the people on sheets of paper have signed online as well, estimated from some of the lines.

A sample of k of N lines, drawn without looking, has m whose owners signed online. Then N·m/k is an estimate without
bias of how many there are among the N, and the limits are exact for a sample drawn without putting back: the smallest
and the largest number with which a sample like this one, or one further out, would come in more than 1 of 40 cases.
(Clopper and Pearson 1934; for finite numbers Wright, Exact Confidence Bounds when Sampling from Small Finite Universes,
Springer 1991.) What is looked up is the postcode with the surname and the first letter: whoever gave another
postcode online is missed, and two of one surname and letter in one postcode are taken for the same.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable
from math import comb
from typing import NamedTuple

SAMPLE = 30  # lines that are asked for
LEAST = 20  # of which so many must be readable, or all lines where there are fewer
TAIL = 40  # 1 of 40 on each side: the limits hold in 95 of 100 cases


class Estimate(NamedTuple):
    likely: int
    low: int
    high: int


def estimate(*, number: int, sampled: int, matched: int) -> Estimate:
    """Of `number` lines, `sampled` of which were looked up and `matched` found."""
    possible = range(matched, number - sampled + matched + 1)

    def reaches(overlap: int) -> bool:
        return exceeds(number, sampled, overlap, range(matched, sampled + 1))

    def falls_below(overlap: int) -> bool:
        return not exceeds(number, sampled, overlap, range(matched + 1))

    low = possible[bisect_left(possible, True, key=reaches)]
    high = possible[bisect_left(possible, True, key=falls_below) - 1]
    return Estimate(min(max(round(number * matched / sampled), low), high), low, high)


def exceeds(number: int, sampled: int, overlap: int, outcomes: Iterable[int]) -> bool:
    """Whether one of these outcomes comes in more than 1 of TAIL samples, if `overlap` of the lines signed online."""
    ways = sum(comb(overlap, found) * comb(number - overlap, sampled - found) for found in outcomes)
    return ways * TAIL > comb(number, sampled)


def lines(*, batch_id: int, scan_digest: str, number: int) -> list[int]:
    """Which lines to look up: drawn by a hash, so that nobody chooses them, and the same whenever one asks."""

    def drawn(line: int) -> bytes:
        return hashlib.sha256(f"{batch_id} {scan_digest} {line}".encode()).digest()

    return sorted(sorted(range(1, number + 1), key=drawn)[:SAMPLE])


def least(number: int) -> int:
    return min(number, LEAST)
