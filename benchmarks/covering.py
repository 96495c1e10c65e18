"""Writes ledgers for the awards that making_training made, and counts. Runs as a process of its own, in the site's
environment: `python -m benchmarks.covering ledger`, then `python -m benchmarks.covering count`.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import django

SEED, DAYS_BACK = 17, (0, 30, 365, 730, 1095)


def main(arguments: list[str]) -> None:
    match arguments:
        case ["ledger"]:
            write()
        case ["count"]:
            count()
        case _:
            sys.exit(__doc__)


def write() -> None:
    """A row for the beginning and the end of each award, in one of all constituencies, in each ledger and family."""
    from training.models import Award, CoveredChange, TrainedChange

    made = list(steps(Award.objects.iterator()))
    TrainedChange.objects.bulk_create((row for row, _ in made), batch_size=5000)
    CoveredChange.objects.bulk_create((row for _, rows in made for row in rows), batch_size=5000)


def steps(awards: Any) -> Iterator[tuple[Any, list[Any]]]:
    from places.models import Constituency
    from training.models import CoveredChange, TrainedChange

    chance, seats = random.Random(SEED), list(Constituency.objects.current().values_list("pk", flat=True))  # noqa: S311
    for award in awards:
        seat, taught = chance.choice(seats), ("any", chance.choice(("labour", "criminal", "child")))
        for on, change in ((award.valid_from, 1), (award.valid_until + timedelta(days=1), -1)):
            where = {"constituency_id": seat, "on": on, "change": change}
            of_course = TrainedChange(course_id=award.course_id, version_id=award.version_id, **where)
            yield of_course, [CoveredChange(family=family, **where) for family in taught]


def count() -> None:
    from django.utils import timezone

    from places import disclosure
    from training.models import CoveredChange

    today, inside = timezone.localdate(), disclosure.areas_of_constituencies()
    timed = [look(today - timedelta(days=back), inside) for back in DAYS_BACK]
    slowest, people = max(seconds for seconds, _ in timed), timed[0][1]
    print(json.dumps({"ms": slowest * 1000, "people": people, "rows": CoveredChange.objects.count()}))


def look(on: date, inside: Any) -> tuple[float, int]:
    from places import disclosure
    from training.selectors import coverage, dashboard

    started = time.perf_counter()
    found = coverage.counted("any", on, inside)
    coverage.by_area(found.seats, inside)
    disclosure.published(found.seats, inside)
    coverage.by_family(on)
    coverage.by_course(on)
    coverage.over_time("any", dashboard.months(on, dashboard.BACK))
    return time.perf_counter() - started, found.total


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
