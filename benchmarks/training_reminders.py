"""How long it takes to find whose training runs out among 100,000 awards."""

import json
from collections.abc import Iterator
from typing import Any

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench, Site

AWARDS = 100_000


def look(made: Site) -> dict[str, Any]:
    """With the statistics that PostgreSQL makes by itself within a minute."""
    server.execute(made.environment["DATABASE_URL"], "VACUUM ANALYZE")
    found: dict[str, Any] = json.loads(made.run("-m", "benchmarks.making_training", "remind"))
    return found


def remind(_: Bench) -> Iterator[Figure]:
    """Seconds to find, in one query, which reminders are due among 100,000 awards of 50,000 people. First on a day on
    which nobody was reminded before, so that one award in ten is due; then once more, when none is. The figure is the
    slower of the two; the remark has how long writing down the messages of the first took.
    """
    with server.site() as made:
        made.run("-m", "benchmarks.making_training", "fill", str(AWARDS))
        first, second = look(made), look(made)
    remark(f"training.reminders: {first['found']} due, written down in {first['send']:.2f} s; then {second['found']}")
    remark(f"training.reminders: found in {first['find']:.2f} s, and {second['find']:.2f} s once all were told")
    if second["found"] or not first["sent"]:
        raise RuntimeError("The first look must find some, the second none")
    yield Figure("training.reminders", max(first["find"], second["find"]), "s", AWARDS)


MEASUREMENTS = (Measurement(("training.reminders",), remind),)
