"""Which questions somebody is asked: by chance, within the rules of the version, and new ones while there are any."""

import random
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple


class NotEnough(Exception):
    """The bank can't fill a quiz: a module has no question, or there are too few of them."""


class Candidate(NamedTuple):
    pk: int
    module: int
    is_critical: bool


def draw(
    bank: Iterable[Candidate],
    *,
    number: int,
    critical: int,
    modules: Collection[int],
    seen: Mapping[int, int],
    chance: random.Random | None = None,
) -> list[int]:
    """So many questions in the order in which they are asked: one a module at least, and so many critical ones.

    `seen` says how often each was asked of this person before: those asked least come first.
    """
    chance = chance or secrets.SystemRandom()
    pool = [each for each in bank if each.module in modules]
    chance.shuffle(pool)
    pool.sort(key=lambda each: seen.get(each.pk, 0))
    chosen = first_of_each_module(pool, modules)
    lacking = critical - sum(each.is_critical for each in chosen)
    chosen += [each for each in left(pool, chosen) if each.is_critical][: max(lacking, 0)]
    chosen += left(pool, chosen)[: max(number - len(chosen), 0)]
    if len(chosen) != number or sum(each.is_critical for each in chosen) < critical:
        raise NotEnough
    chance.shuffle(chosen)
    return [each.pk for each in chosen]


def first_of_each_module(pool: Sequence[Candidate], modules: Collection[int]) -> list[Candidate]:
    first: dict[int, Candidate] = {}
    for each in pool:
        first.setdefault(each.module, each)
    if len(first) != len(set(modules)):
        raise NotEnough
    return list(first.values())


def left(pool: Sequence[Candidate], chosen: Collection[Candidate]) -> list[Candidate]:
    taken = set(chosen)
    return [each for each in pool if each not in taken]


def shuffled(options: Sequence[int]) -> list[int]:
    mixed = list(options)
    secrets.SystemRandom().shuffle(mixed)
    return mixed
