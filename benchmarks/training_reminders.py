"""How long it takes to find whose training runs out among 100,000 awards."""

import json
from collections.abc import Iterator

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench

AWARDS = 100_000


def remind(_: Bench) -> Iterator[Figure]:
    """Seconds to find, in one query, which reminders are due among 100,000 awards of 50,000 people. First on a day on
    which nobody was reminded before, so that every sixth award is due; then on the day after, when none is. The figure
    is the slower of the two; the remark has how long writing down the messages of the first took.
    """
    with server.site() as made:
        made.run("-m", "benchmarks.making_training", "fill", str(AWARDS))
        server.execute(made.environment["DATABASE_URL"], "VACUUM ANALYZE")
        first, second = (json.loads(made.run("-m", "benchmarks.making_training", "remind")) for _ in range(2))
    remark(f"training.reminders: {first['found']} due, written down in {first['send']:.2f} s; then {second['found']}")
    remark(f"training.reminders: found in {first['find']:.2f} s, and {second['find']:.2f} s once all were told")
    if second["found"] or not first["sent"]:
        raise RuntimeError("The first look must find some, the second none")
    yield Figure("training.reminders", max(first["find"], second["find"]), "s", AWARDS)


MEASUREMENTS = (Measurement(("training.reminders",), remind),)
