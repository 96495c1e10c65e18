"""From which day to which somebody counts as trained in a course, and where, from their awards alone.

Whoever holds several awards of a course counts once, where the one that began last says. The rule, and what the ledger
makes of it: docs/decisions/0035-a-ledger-of-who-is-trained.md.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from training import validity
from training.validity import Facts, Revoked


class Place(NamedTuple):
    version: int
    constituency: int | None
    group: int | None


class Held(NamedTuple):
    key: int  # of two that began on the same day, the greater
    place: Place
    facts: Facts


Steps = Counter[tuple[date, Place]]  # so many more, or fewer, from a day on


def steps(held: Sequence[Held]) -> Steps:
    """One more on each day from which somebody counts in a place, one fewer on each from which they do not."""
    found: Steps = Counter()
    before = None
    for day in sorted({day for each in held for day in turns(each.facts)}):
        after = place_on(held, day)
        if after != before:
            found.update({(day, place): change for place, change in ((before, -1), (after, 1)) if place})
        before = after
    return found


def place_on(held: Sequence[Held], day: date) -> Place | None:
    counting = [each for each in held if validity.counts(each.facts, day)]
    latest = max(counting, key=lambda each: (each.facts.valid_from, each.key), default=None)
    return latest.place if latest else None


def turns(facts: Facts) -> Iterator[date]:
    """Every day on which it may begin or cease to count."""
    yield facts.valid_from
    if facts.valid_until:
        yield facts.valid_until + timedelta(days=1)
    for extension in facts.extensions:
        yield from (extension.made_on, extension.until + timedelta(days=1))
        if extension.undone_on:
            yield extension.undone_on
    yield from of_revocations(facts.revocations)
    for renewal in facts.renewals:
        yield renewal.valid_from
        yield from of_revocations(renewal.revocations)


def of_revocations(revocations: Sequence[Revoked]) -> Iterator[date]:
    for each in revocations:
        yield each.on
        if each.reinstated_on:
            yield each.reinstated_on


def not_before(changes: Steps, day: date) -> Steps:
    """The same from a day on, with what changed earlier as a change of that day."""
    later: Steps = Counter()
    for (on, place), change in changes.items():
        later[max(on, day), place] += change
    return later
