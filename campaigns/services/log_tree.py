"""The Merkle tree of RFC 9162, section 2.1: its hashes, and which of them prove what. Nothing here reads a database.

Only each fourth level of complete subtrees is stored. What lies between is worked out from at most 8 of those, so that
a log of ten million lines has a node for each fifteen lines, and none has to be written for each.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

STEP = 4  # levels from one that is stored to the next
WIDTH = 1 << STEP
EMPTY = sha256(b"").digest()


class Range(NamedTuple):
    """The leaves from `start` up to and without `end`."""

    start: int
    end: int


class Node(NamedTuple):
    """A complete subtree: of the leaves from position * 2**level on. Level 0 is the leaves."""

    level: int
    position: int


def leaf(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def join(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def middle(of: Range) -> int:
    """Where the tree of at least two leaves parts: after the largest power of two that is less than all."""
    return of.start + (1 << (of.end - of.start - 1).bit_length() - 1)


def inclusion(index: int, of: Range) -> list[Range]:
    """Whose hashes prove that a leaf stands at `index`, from the leaf upwards (2.1.3.1)."""
    if of.end - of.start == 1:
        return []
    parts_at = middle(of)
    left, right = Range(of.start, parts_at), Range(parts_at, of.end)
    return [*inclusion(index, left), right] if index < parts_at else [*inclusion(index, right), left]


def consistency(size: int, of: Range, *, is_known: bool = True) -> list[Range]:
    """Whose hashes prove that the tree of the first `size` leaves is the beginning of the whole (2.1.4.1)."""
    if size == of.end:
        return [] if is_known else [of]
    parts_at = middle(of)
    left, right = Range(of.start, parts_at), Range(parts_at, of.end)
    if size <= parts_at:
        return [*consistency(size, left, is_known=is_known), right]
    return [*consistency(size, right, is_known=False), left]


def subtrees(of: Range) -> list[Node]:
    """The complete subtrees that a range of the tree consists of, from left to right."""
    found, start = [], of.start
    while start < of.end:
        level = (of.end - start).bit_length() - 1
        found.append(Node(level, start >> level))
        start += 1 << level
    return found


def stored_under(node: Node) -> list[Node]:
    """The nodes that are stored, or leaves, from which this one is worked out."""
    extra = node.level % STEP
    return [Node(node.level - extra, (node.position << extra) + number) for number in range(1 << extra)]


def needed(ranges: Iterable[Range]) -> set[Node]:
    return {stored for each in ranges for node in subtrees(each) for stored in stored_under(node)}


def fold(row: Sequence[bytes]) -> bytes:
    """The root over a row whose length is a power of two."""
    while len(row) > 1:
        row = [join(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def hash_of(of: Range, known: Mapping[Node, bytes]) -> bytes:
    """`known`: at least what is `needed`."""
    if of.start == of.end:
        return EMPTY
    hashes = [fold([known[stored] for stored in stored_under(node)]) for node in subtrees(of)]
    root = hashes.pop()
    while hashes:
        root = join(hashes.pop(), root)
    return root


def unfinished(size: int) -> list[Node]:
    """What is stored, or a leaf, and belongs to a stored subtree that is not complete at this size."""
    found, level = [], 0
    while size >> level:
        complete = size >> level
        found += [Node(level, position) for position in range(complete >> STEP << STEP, complete)]
        level += STEP
    return found


def completed(size: int, leaves: Sequence[bytes], known: Mapping[Node, bytes]) -> dict[Node, bytes]:
    """The nodes to store once these leaves follow the first `size`. `known`: what is `unfinished` at that size."""
    made: dict[Node, bytes] = {}
    level, row = 0, list(leaves)
    while row:
        complete = size >> level
        row = [known[Node(level, position)] for position in range(complete >> STEP << STEP, complete)] + row
        row = [fold(row[at : at + WIDTH]) for at in range(0, len(row) - WIDTH + 1, WIDTH)]
        level += STEP
        made.update((Node(level, (size >> level) + number), made_now) for number, made_now in enumerate(row))
    return made


def root_by_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that the proof leads to, None where it can't be a proof for that place (2.1.3.2)."""
    if not 0 <= index < size:
        return None
    place, last, root = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = join(each, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = join(root, each)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None
