"""Taking signatures out of the count, and back into it, as staff decide."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from campaigns.enums import Decision, EntryKind, SignatureState
from campaigns.models import Signature, SignatureDecision, SignatureDelta
from campaigns.services import counting, log
from people.models import User

SLICE = 500  # signatures in one transaction
VALID = (SignatureState.PENDING, SignatureState.HELD, SignatureState.CONFIRMED)


def invalidate(*, signatures: Iterable[int], reason: str, by: User | None, batch: UUID | None = None) -> int:
    """Those with these keys are valid no more, and what counted counts no more; returns how many that changed.

    Each slice is a transaction of its own. Killed anywhere, a repetition goes on and takes away nothing twice.
    `reason` is shown to staff and to whoever signed, so it must say nothing of anybody else.
    """

    def decide(rows: Sequence[Signature]) -> None:
        SignatureDecision.objects.bulk_create(decision(row, Decision.INVALIDATED, reason, by, batch) for row in rows)
        pks = [row.pk for row in rows]
        Signature.objects.filter(pk__in=pks).update(state=SignatureState.INVALIDATED, invalidated_at=timezone.now())
        count([row for row in rows if row.state == SignatureState.CONFIRMED], -1, EntryKind.INVALIDATED)

    return in_slices(signatures, VALID, decide)


def restore(*, signatures: Iterable[int], reason: str, by: User | None, batch: UUID | None = None) -> int:
    """Those with these keys that were invalidated are again what they were before; as `invalidate`, the other way."""

    def decide(rows: Sequence[Signature]) -> None:
        before = states_before(rows)
        SignatureDecision.objects.bulk_create(decision(row, Decision.RESTORED, reason, by, batch) for row in rows)
        for state in VALID:
            pks = [row.pk for row in rows if before[row.pk] == state]
            Signature.objects.filter(pk__in=pks).update(state=state, invalidated_at=None)
        count([row for row in rows if before[row.pk] == SignatureState.CONFIRMED], 1, EntryKind.RESTORED)

    return in_slices(signatures, (SignatureState.INVALIDATED,), decide)


def in_slices(
    pks: Iterable[int], states: Iterable[SignatureState], decide: Callable[[Sequence[Signature]], None]
) -> int:
    """Decide on those that are in one of the states once they are locked, always in one order."""
    decided, left = 0, iter(sorted(set(pks)))
    while some := list(islice(left, SLICE)):
        with transaction.atomic():
            locked = Signature.objects.select_for_update(of=("self",), no_key=True).select_related("address")
            rows = list(locked.filter(pk__in=some, state__in=states).order_by("pk"))
            decide(rows)
        decided += len(rows)
    return decided


def decision(row: Signature, what: Decision, reason: str, by: User | None, batch: UUID | None) -> SignatureDecision:
    return SignatureDecision(
        signature=row,
        number=row.pk,
        petition_id=row.petition_id,
        decision=what,
        before=row.state,
        reason=reason,
        batch=batch,
        by=by,
    )


def states_before(rows: Sequence[Signature]) -> dict[int, str]:
    """What each was when it was invalidated: the latest such decision says it."""
    decisions = SignatureDecision.objects.filter(signature__in=rows, decision=Decision.INVALIDATED).order_by("pk")
    known = dict(decisions.values_list("signature", "before"))
    unconfirmed = {row.pk: known.get(row.pk, SignatureState.PENDING) for row in rows}
    return {row.pk: SignatureState.CONFIRMED if row.confirmed_at else unconfirmed[row.pk] for row in rows}


def count(rows: Sequence[Signature], amount: int, kind: EntryKind) -> None:
    SignatureDelta.objects.bulk_create(counting.delta(row, row.constituency_id, amount) for row in rows)
    for row in rows:
        log.write(row, kind)
