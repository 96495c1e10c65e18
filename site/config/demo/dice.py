"""Numbers that look like chance and are the same in every demonstration."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")


def between(least: int, most: int, *of: object) -> int:
    """One of these numbers, both ends included, for the words it is `of`."""
    return least + crc32("|".join(map(str, of)).encode()) % (most - least + 1)


def one_of(choices: Sequence[T], *of: object) -> T:
    return choices[between(0, len(choices) - 1, *of)]


def happens(percent: int, *of: object) -> bool:
    return between(0, 99, *of) < percent
