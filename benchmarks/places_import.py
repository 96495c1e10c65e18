"""How long the postcodes of Great Britain take to load, beside the least that the database itself would take."""

import json
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench, Site

LIST = server.ROOT.parent / "shared/data/postcodes/gb_postcodes_pcon24_full.csv.xz"
ROUNDS = 3


class Load(NamedTuple):
    seconds: float
    megabytes: float
    floor: float  # seconds


def on_postgresql(_: Bench) -> Iterator[Figure]:
    """Seconds for import_postcodes, with unpacking, all checks, indexes and the exchange, but without Django's start.

    The floor is a COPY of the same columns from a plain file into a table of the same columns and primary key. Both
    with an empty table standing, one after the other, three times; medians. And the most memory the process held.
    """
    if not found():
        return
    with server.scratch_folder() as folder, server.database() as url:
        loads = measured(Site(folder, server.production(url, folder)), url)
    yield figure("places.import", loads)
    yield Figure("places.import_memory", max(load.megabytes for load in loads), "MB", ROUNDS)


def on_sqlite(_: Bench) -> Iterator[Figure]:
    """The same on SQLite; the floor is one executemany of prepared rows in one transaction."""
    if not found():
        return
    with server.scratch_folder() as folder:
        url = f"sqlite:///{folder}/db.sqlite3"
        loads = measured(Site(folder, server.production(url, folder)), url)
    yield figure("places.import_sqlite", loads)


def found() -> bool:
    if not LIST.exists():
        remark("skipped: no data")
    return LIST.exists()


def measured(site: Site, url: str) -> list[Load]:
    site.run("manage.py", "migrate", "--verbosity=0")
    return [load(site, url) for _ in range(ROUNDS)]


def load(site: Site, url: str) -> Load:
    floor = float(site.run("-m", "benchmarks.floors.bare_load", url, str(LIST)))
    taken = json.loads(site.run("-m", "benchmarks.loading", str(LIST), "--scope", "gb"))
    remark(f"{taken['seconds']:.2f} s, {taken['megabytes']:.0f} MB; bare {floor:.2f} s")
    return Load(taken["seconds"], taken["megabytes"], floor)


def figure(name: str, loads: list[Load]) -> Figure:
    floor = median(load.floor for load in loads)
    return Figure(name, median(load.seconds for load in loads), "s", ROUNDS, floor=floor)


MEASUREMENTS = (
    Measurement(("places.import", "places.import_memory"), on_postgresql),
    Measurement(("places.import_sqlite",), on_sqlite),
)
