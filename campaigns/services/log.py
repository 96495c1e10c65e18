"""The public log of a petition: what is counted and what no longer is, in an order that can't be changed unseen."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from time import monotonic

from django.db import connection, transaction
from django.db.models import Case, Count, Max, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from campaigns.enums import EntryKind
from campaigns.models import LogEntry, LogHead, LogNode, Petition, Signature
from campaigns.services import locks, log_format, log_heads, log_proofs, log_receipts, log_tree
from campaigns.services.log_proofs import LogBroken
from pages import generation

AT_MOST = 5_000  # lines that get their place in one transaction
PLACE = """
    UPDATE campaigns_logentry SET "index" = waiting.place
    FROM (
        SELECT id, %s + row_number() OVER (ORDER BY id) - 1 AS place FROM campaigns_logentry
        WHERE petition_id = %s AND "index" IS NULL ORDER BY id LIMIT %s
    ) AS waiting
    WHERE waiting.id = campaigns_logentry.id
"""
MORE, FEWER = (EntryKind.SIGNED, EntryKind.RESTORED), (EntryKind.WITHDRAWN, EntryKind.INVALIDATED)
AMOUNT = Case(When(kind__in=MORE, then=Value(1)), When(kind__in=FEWER, then=Value(-1)))


def commit(signature: Signature, salt: bytes) -> bytes:
    """What the log shows of a signature: nobody without the salt can tell whose it is, or test a guess."""
    text = log_format.committed(
        petition_id=signature.petition_id, signature_id=signature.pk, address=signature.address.canonical
    )
    return hmac.digest(salt, text, hashlib.sha256)


def write(signature: Signature, kind: EntryKind) -> LogEntry:
    """In the transaction that counts: what happened to the signature, under the commitment that it was counted with."""
    first = signature.log.order_by("pk").first()
    salt = None if first else secrets.token_bytes(32)
    commitment = bytes(first.commitment) if first else commit(signature, salt or b"")
    return LogEntry.objects.create(
        petition_id=signature.petition_id, kind=kind, commitment=commitment, signature=signature, salt=salt
    )


def destroy_salts(signature_ids: Collection[int]) -> int:
    """Nobody can tell any more whose lines these are, or show it; the lines and all proofs stay what they are."""
    locks.share(set(Signature.objects.filter(pk__in=signature_ids).values_list("petition_id", flat=True)))
    return LogEntry.objects.filter(signature__in=signature_ids).exclude(salt=None).update(salt=None)


def grow(*, seconds: float = 5) -> int:
    """Give the lines that wait their places, each once, whoever else does so or is killed; returns how many.

    The rest waits for the next time, so that a flood of them shares the worker with confirmations. A log that is broken
    stops none of the others: raises LogBroken once they have grown.
    """
    until = monotonic() + seconds
    waiting = LogEntry.objects.waiting().order_by("petition_id").values_list("petition_id", flat=True).distinct()
    placed, broken = 0, []
    for petition_id in list(waiting):
        try:
            while monotonic() < until and (added := grow_slice(petition_id)):
                placed += added
        except LogBroken as error:
            broken.append(str(error))
    if placed:
        generation.count()
    if broken:
        raise LogBroken(" ".join(broken))
    return placed


@transaction.atomic
def grow_slice(petition_id: int) -> int:
    lock(petition_id)
    size = log_proofs.size(petition_id)
    if not place_waiting(petition_id, size):
        return 0
    rows = log_proofs.rows(petition_id, index__gte=size)
    leaves = [log_tree.leaf(log_format.entry(petition_id, row).encode()) for row in rows]
    LogNode.objects.bulk_create(
        LogNode(petition_id=petition_id, level=node.level, position=node.position, hash=made)
        for node, made in log_proofs.completed(petition_id, size, leaves).items()
    )
    return len(leaves)


def lock(petition_id: int) -> None:
    """One at a time for a petition, without making those wait who sign it. SQLite's transaction is the only writer."""
    Petition.objects.select_for_update(no_key=True).only("pk").get(pk=petition_id)


def place_waiting(petition_id: int, size: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [size, petition_id, AT_MOST])
        placed: int = cursor.rowcount
        return placed


def sign_heads() -> None:
    """Sign each log that grew since its last head. One that is broken stops none of the others; raises LogBroken."""
    logs = LogEntry.objects.order_by("petition_id").values_list("petition_id", flat=True).distinct()
    broken = []
    for petition in Petition.objects.filter(pk__in=logs):
        try:
            sign_head(petition)
        except LogBroken as error:
            broken.append(str(error))
    if broken:
        raise LogBroken(" ".join(broken))


@transaction.atomic
def sign_head(petition: Petition) -> LogHead | None:
    """The signed head over all that is counted now: the last one where nothing came since. None of an empty log."""
    lock(petition.pk)
    while grow_slice(petition.pk):
        pass
    size = log_proofs.size(petition.pk)
    last = log_heads.latest(petition.pk)
    if size == 0 or (last and last.size == size):
        return last
    head = log_heads.make(petition.pk, size)
    head.save()
    return head


def receipt(signature: Signature) -> LogEntry | None:
    """The line that counted the signature, None before it was. It has no place until the log has grown to it."""
    return signature.log.order_by("pk").first()


def receipt_file(signature: Signature) -> dict[str, object] | None:
    """What the owner of a signature keeps, for JSON: it holds their address, and shows that a line is theirs."""
    entry = receipt(signature)
    return log_receipts.of_owner(entry).model_dump(exclude_none=True) if entry else None


def check(petition: Petition) -> list[str]:
    """What is wrong with a log, in sentences. The balance is read in one statement, so it is right at any moment."""
    lines = LogEntry.objects.filter(petition=OuterRef("pk")).order_by().values("petition")
    counted = Signature.objects.confirmed().filter(petition=OuterRef("pk")).order_by().values("petition")
    balance, confirmed = (
        Petition.objects.filter(pk=petition.pk)
        .values_list(
            Coalesce(Subquery(lines.annotate(sum=Sum(AMOUNT)).values("sum")), 0),
            Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0),
        )
        .get()
    )
    problems = []
    if balance != confirmed:
        problems.append(f"The log says that {balance} count, and {confirmed} are confirmed.")
    with_place = LogEntry.objects.filter(petition=petition, index__isnull=False)
    placed, last = with_place.aggregate(placed=Count("pk"), last=Max("index")).values()  # at once: the log may grow
    if placed and placed != last + 1:
        problems.append("The places of the log have gaps.")
    return problems
