"""Makes people who were trained. Runs as a process of its own in the site's environment.

`python -m benchmarks.making_training fill COUNT` makes so many awards of three courses, of half as many people.
`python -m benchmarks.making_training remind` prints how long a night's look for reminders took, and what it sent.
"""

import json
import random
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import django

SEED, SLICE, COURSES = 17, 5_000, 3
MONTHS = 36  # from the oldest to the newest


def main(arguments: list[str]) -> None:
    match arguments:
        case ["fill", count]:
            fill(int(count))
        case ["remind"]:
            remind()
        case _:
            sys.exit(__doc__)


def fill(count: int) -> None:
    """Two for each person, of different courses, begun on any day of the last three years; one in fifty is extended."""
    chance = random.Random(SEED)  # noqa: S311  not for secrets
    versions = courses()
    for first in range(0, count // 2, SLICE):
        give(people(range(first, min(first + SLICE, count // 2))), versions, chance)


def courses() -> list[Any]:
    from django.utils import timezone

    from training.enums import CourseKind, VersionState
    from training.models import Course, CourseVersion

    made = [
        Course.objects.create(
            slug=f"measured-{number}",
            title=f"Course {number}",
            kind=CourseKind.AWARENESS,
            summary="What to notice.",
            validity_months=MONTHS,
        )
        for number in range(COURSES)
    ]
    return [
        CourseVersion.objects.create(
            course=course, number=1, state=VersionState.PUBLISHED, minutes=60, published_at=timezone.now()
        )
        for course in made
    ]


def people(numbers: range) -> list[Any]:
    from people.models import Address, Person

    emails = [f"trained-{number}@example.org" for number in numbers]
    addresses = Address.objects.bulk_create(Address(canonical=email, typed=email) for email in emails)
    return Person.objects.bulk_create(Person(address=address, name="A Person") for address in addresses)


def give(holders: Sequence[Any], versions: list[Any], chance: random.Random) -> None:
    from django.utils import timezone

    from training.models import Award, Extension

    today = timezone.localdate()
    made = Award.objects.bulk_create(
        award(holder, version, today - timedelta(days=chance.randint(0, MONTHS * 30 + 60)))
        for holder in holders
        for version in chance.sample(versions, 2)
    )
    Extension.objects.bulk_create(
        Extension(award=each, until=each.valid_until + timedelta(days=60), reason="Snow.", on=today)
        for each in made[:: COURSES * 17]
        if each.valid_until
    )


def award(holder: Any, version: Any, on: date) -> Any:
    from training import validity
    from training.enums import Method
    from training.models import Award

    return Award(
        person=holder,
        name=holder.name,
        course=version.course,
        version=version,
        issued_on=on,
        valid_from=on,
        valid_until=validity.valid_until(on, MONTHS),
        method=Method.IMPORT,
        key=f"measured:{holder.pk}:{version.pk}",
    )


def remind() -> None:
    from django.utils import timezone

    from training.selectors import reminders as selectors
    from training.services import reminders

    started = time.perf_counter()
    found = len(selectors.keys(timezone.localdate()))
    seconds = time.perf_counter() - started
    sent = reminders.remind()
    total = time.perf_counter() - started - seconds
    print(json.dumps({"find": seconds, "found": found, "sent": sent, "send": total}))


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
