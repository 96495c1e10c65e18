"""Draws the map of all constituencies again and again. Runs as a process of its own in the site's environment.

`python -m benchmarks.drawing_maps COUNT` prints {map, floor: [milliseconds of each drawing], weight: bytes}.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable

import django
from django.apps import apps
from django.db import connection
from django.template import Context, Template

TAG = '{% load maps %}{% hexmap counts title="Signatures by constituency" noun="signatures" %}'
SQL = """SELECT c.id, c.slug, c.name, c.hex_q, c.hex_r FROM places_constituency c
    LEFT JOIN places_region r ON r.id = c.region_id JOIN places_country n ON n.id = c.country_id
    WHERE c.valid_to IS NULL ORDER BY c.hex_r DESC, c.hex_q"""


def main(count: int) -> None:
    keys = apps.get_model("places", "Constituency").objects.order_by("pk").values_list("pk", flat=True)
    counts = {key: (index * 7919) % 613 for index, key in enumerate(keys)}
    template, context = Template(TAG), Context({"counts": counts})
    times = {"map": timed(lambda: template.render(context), count), "floor": timed(lambda: floor(counts), count)}
    print(json.dumps({**times, "weight": len(gzip.compress(template.render(context).encode()))}))


def floor(counts: dict[int, int]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        rows = cursor.fetchall()
    cells = [f'<a href="/your-area/{slug}/"><path d="M{2 * q} {-3 * r}l1 1v2z"/></a>' for _, slug, _, q, r in rows]
    table = [f'<tr><th><a href="/your-area/{slug}/">{name}</a><td>{counts[key]}' for key, slug, name, _, _ in rows]
    return "".join(["<svg>", *cells, "</svg><table>", *table, "</table>"])


def timed(draw: Callable[[], str], count: int) -> list[float]:
    draw()  # templates are compiled once in the life of a process
    times = []
    for _ in range(count):
        started = time.perf_counter()
        draw()
        times.append((time.perf_counter() - started) * 1000)
    return times


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
