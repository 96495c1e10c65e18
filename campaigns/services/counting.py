"""Counting: a delta is written in the transaction that changes a count, and folded into the totals later, once."""

from django.db import transaction
from django.db.models import F, QuerySet, Sum

from campaigns.models import ConstituencyTotal, PetitionTotal, Signature, SignatureDelta
from pages import generation

FOLD_AT_MOST = 10_000  # deltas in one transaction; SQLite takes 32,766 parameters


def count(signature: Signature, constituency_id: int | None, amount: int) -> None:
    SignatureDelta.objects.create(
        petition_id=signature.petition_id,
        constituency_id=constituency_id,
        country=signature.country,
        group_id=signature.group_id,
        amount=amount,
    )


@transaction.atomic
def fold() -> int:
    """Add the deltas that wait to the totals, each exactly once; returns how many.

    One folder at a time for a petition: a signature that moved must be taken from a constituency after it was added
    there. Their lock is the petition's total; on SQLite the transaction itself holds the only write lock.
    """
    waiting = SignatureDelta.objects.filter(folded=False)
    petition_ids = list(waiting.order_by("petition_id").values_list("petition_id", flat=True).distinct())
    if not petition_ids:
        return 0
    lock_totals(petition_ids)
    theirs = waiting.filter(petition_id__in=petition_ids).order_by("pk")
    taken = list(theirs.values_list("pk", flat=True)[:FOLD_AT_MOST])
    if not taken:
        return 0  # another folder had them
    deltas = SignatureDelta.objects.filter(pk__in=taken)
    for petition_id, change in sums_by(deltas, "petition_id"):
        PetitionTotal.objects.filter(pk=petition_id).update(counted=F("counted") + change)
    fold_constituencies(deltas.exclude(constituency=None))
    deltas.update(folded=True)
    generation.count()
    return len(taken)


def lock_totals(petition_ids: list[int]) -> None:
    PetitionTotal.objects.bulk_create([PetitionTotal(pk=pk) for pk in petition_ids], ignore_conflicts=True)
    list(PetitionTotal.objects.select_for_update().filter(pk__in=petition_ids).order_by("pk"))


def sums_by(deltas: QuerySet[SignatureDelta], *keys: str) -> list[tuple[int, ...]]:
    """The keys and the sum of the amounts."""
    return list(deltas.order_by(*keys).values_list(*keys).annotate(change=Sum("amount")))


def fold_constituencies(deltas: QuerySet[SignatureDelta]) -> None:
    """Under the lock on the totals of their petitions. What has no constituency counts for the petition alone."""
    changes = {(petition, seat): change for petition, seat, change in sums_by(deltas, "petition_id", "constituency_id")}
    fresh = [ConstituencyTotal(petition_id=petition, constituency_id=seat) for petition, seat in changes]
    ConstituencyTotal.objects.bulk_create(fresh, ignore_conflicts=True)
    petition_ids = {petition for petition, _ in changes}
    totals = ConstituencyTotal.objects.filter(petition__in=petition_ids)
    by_change: dict[int, list[int]] = {}  # most change by one more: one statement for all of these
    for pk, petition, seat in totals.values_list("pk", "petition_id", "constituency_id"):
        by_change.setdefault(changes.get((petition, seat), 0), []).append(pk)
    for change, pks in by_change.items():
        if change:
            ConstituencyTotal.objects.filter(pk__in=pks).update(counted=F("counted") + change)
