"""Makes large public logs and times them. Runs as a process of its own in the site's environment, on PostgreSQL.

`python -m benchmarks.growing_logs append LINES` prints the seconds in which so many lines that wait get their places.
`python -m benchmarks.growing_logs proofs LINES COUNT` prints the milliseconds of COUNT proofs in a log of LINES lines.
Both print a list, and leave the database without the log.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.db import connection

SEED = 11
SLICE = 8192
LINES = """
    INSERT INTO campaigns_logentry (petition_id, "index", kind, commitment, at)
    SELECT %s, CASE WHEN %s THEN number END, 'signed', sha256(number::text::bytea), now()
    FROM generate_series(0, %s - 1) AS number
"""


def main(arguments: list[str]) -> None:
    match arguments:
        case ["append", lines]:
            print(json.dumps([append(int(lines))]))
        case ["proofs", lines, count]:
            print(json.dumps(proofs(int(lines), int(count))))
        case _:
            sys.exit(__doc__)


def append(lines: int) -> float:
    from campaigns.services import log

    with petition(lines, placed=False):
        started = time.perf_counter()
        placed = log.grow(seconds=3600)
        seconds = time.perf_counter() - started
    if placed < lines:
        raise RuntimeError(f"{placed} of {lines} lines got a place")
    return seconds


def proofs(lines: int, count: int) -> list[float]:
    """Each is checked, outside the time, against the root of the whole."""
    from campaigns.services import log_format, log_proofs, log_tree

    chance = random.Random(SEED)  # noqa: S311  not for secrets
    times = []
    with petition(lines, placed=True) as pk:
        store_nodes(pk)
        vacuum("campaigns_lognode")
        [root] = log_proofs.roots(pk, [lines])
        for index in chance.sample(range(lines), count):
            started = time.perf_counter()
            proof = log_proofs.inclusion(pk, index=index, size=lines)
            times.append((time.perf_counter() - started) * 1000)
            [row] = log_proofs.rows(pk, index=index)
            leaf = log_tree.leaf(log_format.entry(pk, row).encode())
            if log_tree.root_by_inclusion(leaf=leaf, index=index, size=lines, proof=proof) != root:
                raise RuntimeError(f"The proof of line {index} is wrong")
    return times


@contextmanager
def petition(lines: int, *, placed: bool) -> Iterator[int]:
    from campaigns.models import Petition

    made = Petition.objects.create(title="A large log", slug=f"a-large-log-{time.monotonic_ns()}", state="open")
    with connection.cursor() as cursor:
        cursor.execute(LINES, [made.pk, placed, lines])
        vacuum("campaigns_logentry")
        yield made.pk
        for table in ("campaigns_logentry", "campaigns_lognode"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # a log is only added to
            cursor.execute(f"DELETE FROM {table} WHERE petition_id = %s", [made.pk])  # noqa: S608
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    made.delete()


def vacuum(table: str) -> None:
    """As the database does by itself soon after so many rows are written, and not while they are read."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {table}")


def store_nodes(petition_id: int) -> None:
    """As if the log had grown to the lines that stand in it."""
    from campaigns.models import LogNode
    from campaigns.services import log_format, log_proofs, log_tree
    from campaigns.services.log_tree import Node

    size, known = 0, dict[Node, bytes]()
    while rows := log_proofs.rows(petition_id, index__gte=size, index__lt=size + SLICE):
        leaves = [log_tree.leaf(log_format.entry(petition_id, row).encode()) for row in rows]
        made = log_tree.completed(size, leaves, known)
        LogNode.objects.bulk_create(
            LogNode(petition_id=petition_id, level=node.level, position=node.position, hash=hashed)
            for node, hashed in made.items()
        )
        known |= made | {Node(0, size + number): leaf for number, leaf in enumerate(leaves)}
        size += len(rows)
        rest = set(log_tree.unfinished(size))
        known = {node: hashed for node, hashed in known.items() if node in rest}


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
