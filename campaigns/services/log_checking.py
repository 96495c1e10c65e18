"""Working out a whole log again from its lines alone, to compare that with what is stored and what was signed."""

from collections.abc import Iterator

from campaigns.models import LogHead, Petition
from campaigns.services import log, log_format, log_keys, log_proofs, log_tree
from campaigns.services.log_tree import Node, Range

SLICE = 8192


def check(petition: Petition) -> list[str]:
    """What is wrong, in sentences: with the balance, a line, a stored hash or a signed head. Reads every line."""
    return [*log.check(petition), *tree(petition.pk), *signatures(petition.pk)]


def tree(petition_id: int) -> Iterator[str]:
    known: dict[Node, bytes] = {}
    heads = list(LogHead.objects.filter(petition_id=petition_id).order_by("size"))
    size = 0
    while rows := log_proofs.rows(petition_id, index__gte=size, index__lt=size + SLICE):
        leaves = [log_tree.leaf(log_format.entry(petition_id, row).encode()) for row in rows]
        made = log_tree.completed(size, leaves, known)
        yield from wrong_nodes(petition_id, made)
        known.update(made)
        known.update((Node(0, size + number), leaf) for number, leaf in enumerate(leaves))
        size += len(rows)
        while heads and heads[0].size <= size:
            yield from wrong_root(heads.pop(0), known)
        rest = set(log_tree.unfinished(size))
        known = {node: made_before for node, made_before in known.items() if node.level or node in rest}
    yield from (f"The head of {head.size} lines is of more than there are, {size}." for head in heads)


def wrong_nodes(petition_id: int, made: dict[Node, bytes]) -> Iterator[str]:
    stored = log_proofs.known(petition_id, made)
    for node, right in made.items():
        if stored.get(node) != right:
            first = node.position << node.level
            yield f"Lines {first} to {first + (1 << node.level) - 1} don't give the hash that is stored for them."


def wrong_root(head: LogHead, known: dict[Node, bytes]) -> Iterator[str]:
    if log_tree.hash_of(Range(0, head.size), known) != bytes(head.root):
        yield f"The lines don't give the root that was signed at {head.size} lines."


def signatures(petition_id: int) -> Iterator[str]:
    for head in LogHead.objects.filter(petition_id=petition_id):
        if not log_keys.is_signed(log_format.head_of(head), key=head.key, proof=bytes(head.proof)):
            yield f"The head of {head.size} lines is signed by none of the keys in LOG_SIGNING_KEYS."
