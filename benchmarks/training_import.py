"""How long a list of 10,000 people trained takes to bring in, with an award for each."""

import json
from collections.abc import Iterator

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench

PEOPLE = 10_000


def bring_in(_: Bench) -> Iterator[Figure]:
    """Seconds to read a CSV of 10,000 people, look through its lines, and make a person and an award for each, slice by
    slice as the background does. The remark has each step, how long a list of who came to one session takes with its
    marks and awards, and how long taking it back takes.
    """
    with server.site() as made:
        taken = json.loads(made.run("-m", "benchmarks.bringing_training_in", str(PEOPLE)))
    for name in ("past", "session"):
        steps = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in taken[name].items())
        remark(f"training.import, {name}: {steps}")
    remark(f"training.import: {taken['megabytes']:.0f} MB at most")
    slowest = max(sum(taken[name][step] for step in ("read", "check", "make")) for name in ("past", "session"))
    yield Figure("training.import", slowest, "s", PEOPLE)


MEASUREMENTS = (Measurement(("training.import",), bring_in),)
