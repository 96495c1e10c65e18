"""The ledger of how many people are trained: the one writer of TrainedChange.

Rule and proof: docs/decisions/0035-a-ledger-of-who-is-trained.md.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date

from training import timelines
from training.models import TrainedChange
from training.selectors.validity import Book
from training.timelines import Place, Steps

ROWS = 1_000  # of one statement
BySubject = dict[tuple[int, int], Steps]  # of a person and a course


def of_book(book: Book, people: Collection[int]) -> BySubject:
    return {(person, course): book.steps(person, course) for person in people for course in book.courses(person)}


def write(before: BySubject, after: BySubject, *, not_before: date | None = None) -> None:
    """What is different for these people: of a change that says nothing about the past, from that day on alone."""
    changes: dict[int, Steps] = defaultdict(Counter)
    for sign, subjects in ((-1, before), (1, after)):
        for (_, course), steps in subjects.items():
            for key, change in steps.items():
                changes[course][key] += sign * change
    rows = []
    for course, found in changes.items():
        kept = timelines.not_before(found, not_before) if not_before else found
        rows += [row(course, on, place, change) for (on, place), change in kept.items() if change]
    TrainedChange.objects.bulk_create(rows, batch_size=ROWS)


def row(course: int, on: date, place: Place, change: int) -> TrainedChange:
    return TrainedChange(
        course_id=course,
        version_id=place.version,
        constituency_id=place.constituency,
        group_id=place.group,
        on=on,
        change=change,
    )
