"""Brings a file of groups in, and takes it back. Runs as a process of its own in the site's environment.

`python -m benchmarks.bringing_groups_in COUNT` prints how long each step took in seconds, how often progress was
written, and the most memory that the process held.
"""

import csv
import io
import json
import random
import resource
import sys
import time
from collections.abc import Callable

import django

SEED = 23
WORDS = ("Lantern", "Harbour", "Market", "Minster", "Mill", "Bridge", "Garden", "Hill", "River", "Station")
KINDS = ("Church or faith group", "town", "University group", "school", "workplace", "other")


def main(arguments: list[str]) -> None:
    match arguments:
        case [count]:
            print(json.dumps(measured(int(count))))
        case _:
            sys.exit(__doc__)


def file_of(count: int) -> bytes:
    """In the outcodes that the site knows, and with a text about each as long as people write."""
    from places.models import Outcode

    outcodes = list(Outcode.objects.order_by("pk").values_list("code", flat=True))
    chance = random.Random(SEED)  # noqa: S311  not for secrets
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Name", "Kind", "Town", "Postcode", "About", "Aims"])
    for number in range(count):
        name = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number}"
        about = "We meet on the first Monday of each month, learn the signs and hold a stall in the market. " * 3
        postcode = f"{chance.choice(outcodes)} {number % 10}AA"
        writer.writerow([name, chance.choice(KINDS), f"Town {number % 400}", postcode, about, "Learn the signs; raise"])
    return text.getvalue().encode()


def measured(count: int) -> dict[str, object]:
    from groups.models import CommunityGroup
    from groups.services import importing
    from people.models import User

    content, (by, _) = file_of(count), User.objects.get_or_create(email="importer@example.org")
    before, steps = CommunityGroup.objects.count(), {}
    started = time.perf_counter()
    batch = importing.start(file=io.BytesIO(content), size=len(content), name="groups.csv", by=by)
    steps["read"] = time.perf_counter() - started
    begin: dict[str, Callable[[], object]] = {
        "check": lambda: importing.match(batch=batch, matching=batch.matching, updates=True),
        "make": lambda: (importing.choose_all(batch=batch, are_chosen=True), importing.make(batch)),
        "undo": lambda: importing.undo(batch),
    }
    slices, added = 0, 0
    for name, do in begin.items():
        started = time.perf_counter()
        do()
        while importing.go_on(batch.pk):
            slices += 1
        steps[name] = time.perf_counter() - started
        added = max(added, CommunityGroup.objects.count() - before)
    if added != count or CommunityGroup.objects.count() != before:
        raise RuntimeError(f"{added} groups were brought in, {CommunityGroup.objects.count() - before} stayed")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"steps": steps, "slices": slices, "megabytes": most}


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
