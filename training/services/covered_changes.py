"""The ledger of how many people know each family of signs: the one writer of CoveredChange.

Rule: docs/decisions/0037-people-are-counted-by-family.md.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from training import families, timelines
from training.models import Award, CoveredChange
from training.selectors.validity import Book
from training.timelines import Steps

ROWS = 1_000  # of one statement
BySubject = dict[tuple[int, str], Steps]  # of a person and a family


class Key(NamedTuple):
    family: str
    on: date
    constituency: int | None
    group: int | None


def of_book(book: Book, people: Collection[int]) -> BySubject:
    return {(person, family): steps for person in people for family, steps in of_person(book, person)}


def of_person(book: Book, person: int) -> Iterator[tuple[str, Steps]]:
    """What the same awards teach is worked out once."""
    teaching: dict[str, list[Award]] = {}
    for award in book.of_person.get(person, ()):
        for family in families.read(award.families):
            teaching.setdefault(family, []).append(award)
    known: dict[tuple[int, ...], Steps] = {}
    for family, held in teaching.items():
        keys = tuple(award.pk for award in held)
        if keys not in known:
            known[keys] = timelines.steps(book.held(held))
        yield family, known[keys]


def write(before: BySubject, after: BySubject, *, not_before: date | None = None) -> None:
    """What is different for these people: of a change that says nothing about the past, from that day on alone."""
    found: Counter[Key] = Counter()
    for sign, subjects in ((-1, before), (1, after)):
        for (_, family), steps in subjects.items():
            kept = timelines.not_before(steps, not_before) if not_before else steps
            for (on, place), change in kept.items():
                found[Key(family, on, place.constituency, place.group)] += sign * change
    rows = [row(key, change) for key, change in found.items() if change]
    CoveredChange.objects.bulk_create(rows, batch_size=ROWS)


def row(key: Key, change: int) -> CoveredChange:
    return CoveredChange(
        family=key.family, on=key.on, constituency_id=key.constituency, group_id=key.group, change=change
    )
