"""How long the nightly look at 10,000 groups takes."""

import json
from collections.abc import Iterator

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench

GROUPS = 10_000


def derive(_: Bench) -> Iterator[Figure]:
    """Seconds to recompute the health of 10,000 groups of which none was looked at before: one in six turns out
    to be at risk and one in ten is asked to agree, and those who lead these are written to. The remark has the night
    after.
    """
    with server.site() as made:
        made.run("-m", "benchmarks.making_groups", "fill", str(GROUPS))
        server.execute(made.environment["DATABASE_URL"], "VACUUM ANALYZE")
        first, second = (json.loads(made.run("-m", "benchmarks.making_groups", "derive")) for _ in range(2))
    remark(f"groups.health: {first['changed']} of {GROUPS} changed; the night after {second['seconds']:.2f} s")
    if second["changed"] or not first["changed"]:
        raise RuntimeError("The first night must change something, the second nothing")
    yield Figure("groups.health", first["seconds"], "s", GROUPS)


MEASUREMENTS = (Measurement(("groups.health",), derive),)
