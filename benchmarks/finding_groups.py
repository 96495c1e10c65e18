"""Fills a site with groups and asks for the nearest. Runs as a process of its own in the site's environment.

`python -m benchmarks.finding_groups COUNT ROUNDS` makes so many groups all over the country and prints, of so many
searches, {"times": [milliseconds of each], "queries": the most that one took, "page": bytes of the page with the map}.
"""

import json
import random
import sys
import time
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

SEED, TOWNS = 23, 900
SOUTH, NORTH, WEST, EAST = 50.3, 57.5, -4.5, 0.5  # degrees: most of Great Britain


def main(arguments: list[str]) -> None:
    if len(arguments) != 2:
        sys.exit(__doc__)
    fill(int(arguments[0]))
    print(json.dumps(measured(int(arguments[1]))))


def fill(count: int) -> None:
    """Each town has one place, as all groups of an outcode do."""
    from groups.enums import Aim, GroupKind, GroupState
    from groups.models import CommunityGroup

    chance = random.Random(SEED)  # noqa: S311  not for secrets
    places = [(chance.uniform(SOUTH, NORTH), chance.uniform(WEST, EAST)) for _ in range(TOWNS)]
    CommunityGroup.objects.bulk_create(
        (
            CommunityGroup(
                name=f"Group {number} of town {number % TOWNS}",
                slug=f"found-{number}",
                town=f"Town of many letters {number % TOWNS}",
                kind=chance.choice(GroupKind.values),
                aims=chance.sample(Aim.values, 2),
                state=GroupState.APPROVED,
                latitude=places[number % TOWNS][0],
                longitude=places[number % TOWNS][1],
            )
            for number in range(count)
        ),
        batch_size=1000,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measured(rounds: int) -> dict[str, Any]:
    """The first searches unmeasured: a process reads the outline once, and compiles each template."""
    from places.models import Outcode

    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    codes = [f"{code} 1AA" for code in Outcode.objects.order_by("code").values_list("code", flat=True)]
    for code in codes[:3]:
        timed(client, code)
    taken = [timed(client, codes[number % len(codes)]) for number in range(rounds)]
    page = client.get("/groups/", secure=True).content
    queries = max(queries_of(client, code) for code in codes[:10])
    return {"times": taken, "queries": queries, "page": len(page)}


def timed(client: Client, postcode: str) -> float:
    started = time.perf_counter()
    answer = client.post("/groups/", {"postcode": postcode}, secure=True)
    taken = (time.perf_counter() - started) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"A search was answered with {answer.status_code}")
    return taken


def queries_of(client: Client, postcode: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.post("/groups/", {"postcode": postcode}, secure=True)
    return len(queries)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
