"""Logs for tests, and the definitions of RFC 9162 to compare ours with."""

import secrets
from collections.abc import Sequence
from hashlib import sha256

from campaigns.enums import EntryKind
from campaigns.models import LogEntry, Petition
from campaigns.services import log, log_proofs, log_tree


def written(petition: Petition, number: int) -> None:
    """So many lines that wait for their places, of nobody."""
    LogEntry.objects.bulk_create(
        LogEntry(petition=petition, kind=EntryKind.SIGNED, commitment=secrets.token_bytes(32)) for _ in range(number)
    )


def grown(petition: Petition, number: int) -> list[bytes]:
    """A log with so many more lines; returns the hashes of all its leaves."""
    written(petition, number)
    log.grow()
    return leaves(petition)


def leaves(petition: Petition) -> list[bytes]:
    lines = log_proofs.page(petition.pk, first=0, most=10_000)
    return [log_tree.leaf(line.encode()) for line in lines]


def root(hashes: Sequence[bytes]) -> bytes:
    """Section 2.1.1, word for word."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\x01" + root(hashes[:split]) + root(hashes[split:])).digest()


def is_consistent(*, old: int, new: int, first: bytes, second: bytes, proof: Sequence[bytes]) -> bool:
    """Section 2.1.4.2."""
    if old == new:
        return first == second and not proof
    path = [first, *proof] if old & (old - 1) == 0 else list(proof)
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    before = after = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            before, after = log_tree.join(each, before), log_tree.join(each, after)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            after = log_tree.join(after, each)
        node, last = node >> 1, last >> 1
    return last == 0 and before == first and after == second
