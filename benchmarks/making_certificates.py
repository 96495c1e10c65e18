"""Makes certificates one by one, then as a batch. Runs as a process of its own in the site's environment.

`python -m benchmarks.making_certificates ALONE BATCH` prints how long each took.
"""

import json
import sys
import time
from typing import Any

import django


def main(alone: int, batch: int) -> None:
    from training.models import Award, Certificate

    every = list(Award.objects.filter(key__startswith="measured:").order_by("course", "pk"))
    singles, rest = every[: alone + 1], every[alone + 1 : alone + 1 + batch]
    first, *others = [timed(award) for award in singles]
    started = time.perf_counter()
    in_a_batch(rest)
    seconds = time.perf_counter() - started
    made = Certificate.objects.count()
    print(json.dumps({"first": first, "slowest": max(others), "batch": seconds, "made": made}))


def timed(award: Any) -> float:
    from training.services import certificates

    started = time.perf_counter()
    certificates.issue(award)
    return time.perf_counter() - started


def in_a_batch(awards: list[Any]) -> None:
    """As the job makes them, slice by slice, without asking which they are."""
    from training.services import certificate_batches

    for award in awards:
        certificate_batches.make(award, tells=False)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
