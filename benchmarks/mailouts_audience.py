"""How long staff wait for the size of an audience among 1,000,000 people, and how long writing all of it down takes.

`mailouts.audience`: the slowest of five changes on the form, each with one condition that nobody counted before, as
the median of five rounds. What opening the form takes, with nothing kept, is a remark, and so is finding out where
everybody lives, which happens while a condition on it is filled in.
`mailouts.materialise`: one delivery for each of 1,000,000 addresses, slice by slice, as the job does it.
"""

import json
from collections.abc import Iterator

from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench, Site, database, production, scratch_folder

PEOPLE = 1_000_000
TARGET_MS, TARGET_S = 300, 30
BEFORE = 2  # that are no change: opening the form, and getting ready for where people live
MODULE = "benchmarks.gathering_audiences"


def measure(bench: Bench) -> Iterator[Figure]:
    """In a database of its own, without the demonstration."""
    with scratch_folder() as folder, database() as url:
        site = Site(folder, production(url, folder))
        site.run("manage.py", "migrate", "--verbosity=0")
        site.run("-m", MODULE, "fill", str(PEOPLE))
        counted = json.loads(site.run("-m", MODULE, "count"))
        for name, (number, ms) in counted.items():
            remark(f"{name}: {number:,} addresses in {ms:.0f} ms")
        changes = list(counted.values())[BEFORE:]
        remark(f"mailouts.audience: at most {TARGET_MS} ms are wanted")
        yield Figure("mailouts.audience", max(ms for _, ms in changes), "ms", len(changes))
        made = json.loads(site.run("-m", MODULE, "materialise"))
        remark(f"mailouts.materialise: {made['number']:,} rows; at most {TARGET_S} s are wanted")
        yield Figure("mailouts.materialise", made["seconds"], "s", made["number"])


MEASUREMENTS = (Measurement(("mailouts.audience", "mailouts.materialise"), measure),)
