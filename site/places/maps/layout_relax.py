"""Spreading the constituencies out evenly, so that each has as much room as any other: circles, not land."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from places.maps.layout_pairs import UNIT, Pair, Place, direction

Points = NDArray[np.float64]
CELL = 19.5 * UNIT  # 22 km: the distance of neighbours if all the land were shared out evenly
STEPS, REFRESH = 800, 10
PULL, PUSH, LONGEST = 0.15, 0.5, 0.3
DENSER = 0.9  # circles pushed off each other leave more room between them than hexagons
IN_REACH = 2  # cells: whoever is nearer may come to overlap before the pairs are looked up anew


def relax(points: Sequence[Place], pairs: dict[Pair, int]) -> Points:
    """Pull neighbours to within a cell of each other, in the direction that they have, and push circles off each other.

    Only sums in a fixed order and roots, which every processor that keeps to IEEE 754 rounds alike.
    """
    at: Points = np.array(points, dtype=np.float64) / CELL
    if not pairs:
        return at
    first, second = np.array(list(pairs)).T
    weight = np.array(list(pairs.values()), dtype=np.float64)[:, None]
    wanted = np.array([direction(points, pair) for pair in pairs])
    load = total(first, second, np.hstack([weight, weight]), len(at), sign=1)
    for step in range(STEPS):
        if step % REFRESH == 0:
            near = in_reach(at)
        pull = total(first, second, (wanted - at[first] + at[second]) * weight, len(at)) / load
        move = PULL * pull + PUSH * total(*near, overlap(at, *near), len(at))
        length = np.sqrt(move[:, 0] ** 2 + move[:, 1] ** 2)
        at = at + move * (LONGEST / np.maximum(length, LONGEST))[:, None]
    around_middle: Points = DENSER * (at - (at.min(axis=0) + at.max(axis=0)) / 2)
    return around_middle


def in_reach(at: Points) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    apart = at[:, None] - at[None]
    first, second = np.nonzero(apart[..., 0] ** 2 + apart[..., 1] ** 2 < IN_REACH**2)
    return first[first < second], second[first < second]


def overlap(at: Points, first: NDArray[np.intp], second: NDArray[np.intp]) -> Points:
    """How far each of a pair has to give way."""
    apart = at[first] - at[second]
    length = np.sqrt(apart[:, 0] ** 2 + apart[:, 1] ** 2)
    share: Points = np.maximum(1 - length, 0) / np.maximum(length, 0.001)
    return np.stack([apart[:, 0] * share, apart[:, 1] * share], axis=1)


def total(first: NDArray[np.intp], second: NDArray[np.intp], moves: Points, size: int, sign: int = -1) -> Points:
    """What each one gets of all its pairs: the first the move, the second its opposite."""
    sums = [
        np.bincount(first, weights=moves[:, axis], minlength=size)
        + sign * np.bincount(second, weights=moves[:, axis], minlength=size)
        for axis in (0, 1)
    ]
    return np.stack(sums, axis=1)
