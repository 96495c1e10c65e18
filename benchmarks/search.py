"""How long a search takes on a site of two thousand pages, on both databases."""

import json
from collections.abc import Iterator
from statistics import median

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench, Site

PAGES, ROUNDS = 2_000, 5


def on_postgresql(_: Bench) -> Iterator[Figure]:
    """Milliseconds from request to answer for a search, through every middleware under production settings.

    Measured in process with django.test.Client, so without gunicorn's own part. The median over all questions of
    benchmarks/searching.py, five rounds of each: common words and rare ones, several, codes, slips and nonsense. On a
    site of its own, since its pages would weigh on the other figures.
    """
    with server.site() as site:
        yield figure("pages.search", site)


def on_sqlite(_: Bench) -> Iterator[Figure]:
    """The same on SQLite."""
    with server.scratch_folder() as folder:
        site = Site(folder, server.production(f"sqlite:///{folder}/db.sqlite3", folder))
        site.run("manage.py", "migrate", "--verbosity=0")
        site.run("manage.py", "demo", "--settings=config.settings.dev")
        site.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
        yield figure("pages.search.sqlite", site)


def figure(name: str, site: Site) -> Figure:
    site.run("-m", "benchmarks.searching", "fill", str(PAGES))
    times: dict[str, list[float]] = json.loads(site.run("-m", "benchmarks.searching", "times", str(ROUNDS)))
    for question, each in sorted(times.items(), key=lambda item: -median(item[1])):
        remark(f"{name}: {median(each):6.1f} ms  {question[:60]}")
    measured = [time for each in times.values() for time in each]
    return Figure(name, median(measured), "ms", len(measured))


MEASUREMENTS = (Measurement(("pages.search",), on_postgresql), Measurement(("pages.search.sqlite",), on_sqlite))
