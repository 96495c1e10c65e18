"""How long a file of 10,000 groups takes to bring in."""

import json
from collections.abc import Iterator

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench

GROUPS = 10_000


def bring_in(_: Bench) -> Iterator[Figure]:
    """Seconds to read a CSV of 10,000 groups, look through its rows and make the groups, slice by slice as the
    background does, beside 10,000 groups that stand. The remark has each step, and how long taking it back takes.
    """
    with server.site() as made:
        made.run("-m", "benchmarks.making_groups", "fill", str(GROUPS))
        server.execute(made.environment["DATABASE_URL"], "VACUUM ANALYZE")
        taken = json.loads(made.run("-m", "benchmarks.bringing_groups_in", str(GROUPS)))
    steps = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in taken["steps"].items())
    remark(f"groups.import: {steps}; {taken['slices']} signs of progress; {taken['megabytes']:.0f} MB at most")
    yield Figure("groups.import", sum(taken["steps"][name] for name in ("read", "check", "make")), "s", GROUPS)


MEASUREMENTS = (Measurement(("groups.import",), bring_in),)
