"""Reading a log: its size, its hashes, and what proves that a line stands in it."""

from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import Max

from campaigns.models import LogEntry
from campaigns.services import log_format, log_tree
from campaigns.services.log_tree import Node, Range

STORED = """
    SELECT level, position, hash FROM campaigns_lognode
    WHERE petition_id = %s AND level = %s AND position IN ({places})
"""


class LogBroken(Exception):
    """What is stored is not, or no longer, what was signed. Nothing more of it is signed."""


def size(petition_id: int) -> int:
    """How many lines have a place."""
    last = LogEntry.objects.filter(petition_id=petition_id).aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def rows(petition_id: int, **places: object) -> list[log_format.Row]:
    """The lines at these places, such as `index__in`, in order."""
    found = LogEntry.objects.filter(petition_id=petition_id, **places).order_by("index")
    columns = found.values_list("index", "kind", "commitment", "at")
    return [log_format.Row(place or 0, kind, bytes(commitment), at) for place, kind, commitment, at in columns]


def page(petition_id: int, *, first: int, most: int) -> list[str]:
    """At most so many lines from `first` on."""
    found = rows(petition_id, index__gte=first, index__lt=first + most)
    return [log_format.entry(petition_id, row) for row in found]


def known(petition_id: int, nodes: Collection[Node]) -> dict[Node, bytes]:
    """The hashes of leaves and of nodes that are stored."""
    leaves = [node.position for node in nodes if node.level == 0]
    hashes = stored(petition_id, [node for node in nodes if node.level])
    for row in rows(petition_id, index__in=leaves) if leaves else []:
        hashes[Node(0, row.place)] = log_tree.leaf(log_format.entry(petition_id, row).encode())
    return hashes


def stored(petition_id: int, nodes: Collection[Node]) -> dict[Node, bytes]:
    """In SQL, since the same by the ORM takes most of the time of a proof: a reading of the index for each level."""
    by_level: dict[int, list[int]] = {}
    for node in nodes:
        by_level.setdefault(node.level, []).append(node.position)
    if not by_level:
        return {}
    parts = [STORED.format(places=", ".join(["%s"] * len(places))) for places in by_level.values()]
    values = [value for level, places in by_level.items() for value in (petition_id, level, *places)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return {Node(level, position): bytes(made) for level, position, made in cursor.fetchall()}


def completed(petition_id: int, size: int, leaves: Sequence[bytes]) -> dict[Node, bytes]:
    """The nodes to store once these leaves follow the first `size`. Raises LogBroken where the database lacks one."""
    found = known(petition_id, log_tree.unfinished(size))
    try:
        return log_tree.completed(size, leaves, found)
    except KeyError as error:
        raise LogBroken(f"The log of petition {petition_id} lacks a hash: {error}") from error


def hashes(petition_id: int, ranges: Sequence[Range]) -> list[bytes]:
    """Two queries for any number of them. Raises LogBroken where the database lacks one."""
    found = known(petition_id, log_tree.needed(ranges))
    try:
        return [log_tree.hash_of(each, found) for each in ranges]
    except KeyError as error:
        raise LogBroken(f"The log of petition {petition_id} lacks a hash: {error}") from error


def roots(petition_id: int, sizes: Sequence[int]) -> list[bytes]:
    """What the root was at these sizes, none larger than the log."""
    return hashes(petition_id, [Range(0, each) for each in sizes])


def inclusion(petition_id: int, *, index: int, size: int) -> list[bytes]:
    return hashes(petition_id, log_tree.inclusion(index, Range(0, size)))


def consistency(petition_id: int, *, old: int, new: int) -> list[bytes]:
    return hashes(petition_id, log_tree.consistency(old, Range(0, new)))
