"""Looks postcodes up and finds what is nearest. Runs as a process of its own in the site's environment.

`python -m benchmarks.looking_up lookups COUNT` prints the milliseconds of COUNT look-ups, and of the bare queries.
`python -m benchmarks.looking_up nearest POINTS COUNT` prints the milliseconds of COUNT searches among POINTS groups.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django
from django.db import connection, transaction

SEED = 11
ONE = "SELECT latitude, longitude, constituency_id, terminated_on FROM places_postcode WHERE code = %s"


def main(arguments: list[str]) -> None:
    match arguments:
        case ["lookups", count]:
            print(json.dumps(lookups(int(count))))
        case ["nearest", points, count]:
            print(json.dumps(nearest(int(points), int(count))))
        case _:
            sys.exit(__doc__)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def lookups(count: int) -> dict[str, list[float]]:
    """Postcodes from all over the full table, in no order; every one must be found."""
    from places.enums import Outcome
    from places.models import Postcode
    from places.selectors import places

    chance = random.Random(SEED)  # noqa: S311  not for secrets
    codes = list(Postcode.objects.values_list("code", flat=True))
    chosen = chance.sample(codes, count)
    del codes
    # All of them once before anything is timed, so that neither of the two finds the pages warmed by the other.
    if any(places.locate(postcode=code).outcome != Outcome.FOUND for code in chosen):
        raise RuntimeError("A postcode of the table was not found")
    with connection.cursor() as cursor:
        bare = [timed(partial(fetch, cursor, code)) for code in chosen]
    return {"ours": [timed(partial(places.locate, postcode=code)) for code in chosen], "bare": bare}


def fetch(cursor: Any, code: str) -> object:
    cursor.execute(ONE, [code])
    return cursor.fetchone()


def nearest(points: int, count: int) -> list[float]:
    """The ten nearest groups to places all over the country, two thirds of them as unevenly spread as outcodes are."""
    from groups.models import CommunityGroup
    from places.models import Outcode, Position
    from places.selectors import places

    chance = random.Random(SEED)  # noqa: S311  not for secrets
    outcodes = list(Outcode.objects.order_by("code"))

    def somewhere() -> Position:
        if chance.random() < 1 / 3:
            return Position(chance.uniform(50, 59), chance.uniform(-6, 1.5))
        middle = chance.choice(outcodes)
        return Position(chance.gauss(middle.latitude, 0.05), chance.gauss(middle.longitude, 0.08))

    with transaction.atomic():
        CommunityGroup.objects.all().delete()
        CommunityGroup.objects.bulk_create(
            (
                CommunityGroup(
                    name=f"Group {index}", slug=f"group-{index}", latitude=at.latitude, longitude=at.longitude
                )
                for index in range(points)
                for at in [somewhere()]
            ),
            batch_size=2_000,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    everything = CommunityGroup.objects.all()
    from_here = [somewhere() for _ in range(count)]
    places.nearest(everything, position=from_here[0], limit=10)
    return [timed(partial(places.nearest, everything, position=at, limit=10)) for at in from_here]


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
