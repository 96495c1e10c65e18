"""Many signatures decided about at once: looked at beforehand, done slice by slice, undone as a whole.

A batch is a row that says which signatures, why, and how far it has come, so that whatever ends a worker, the next
one goes on from there.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from campaigns.enums import Decision, SignatureState
from campaigns.models import Attempt, DecisionBatch, Petition, Signature, SignatureDecision
from campaigns.models.signature import SignatureQuerySet
from campaigns.services import invalidating, releasing
from people.models import User

SLICE = 200  # signatures in one transaction
SECONDS = 20  # that one run goes on for
SAMPLE = 10
PLACES = 20
STATES = {
    Decision.INVALIDATED: (SignatureState.CONFIRMED, SignatureState.PENDING, SignatureState.HELD),
    Decision.RESTORED: (SignatureState.INVALIDATED,),
    Decision.RELEASED: (SignatureState.HELD,),
}
PERSONAL = ("name", "domain")  # conditions that may say who somebody is: forgotten once the batch is finished
FORGOTTEN = "…"
LETTERS = re.compile(r"[A-Z]{1,2}")
OUTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")


class NotPossible(Exception):
    """Says why."""


class Preview(NamedTuple):
    total: int
    counted: int  # of these, how many count now
    places: list[tuple[str | None, int]]  # by constituency, the most first
    other_places: int
    sample: list[Signature]
    up_to: int


def matching(petition: Petition, decision: Decision, conditions: Mapping[str, Any]) -> SignatureQuerySet:
    """Those of a petition that the decision would change and that meet all conditions.

    Conditions: pks, name (part of it), domain, since and until (days as ISO 8601), area (of postcodes), country,
    constituency and group (keys), counted (only what counts), held (only what is held), rule (the name of the one that
    held it).
    """
    found = Signature.objects.filter(petition=petition, state__in=STATES[decision])
    for name, value in conditions.items():
        if value not in (None, "", []):
            found = found.filter(CONDITIONS[name](value))
    return found


def of_area(area: str) -> Q:
    """Of "LS" all of LS1 to LS29, but no L1; of "LS1" no LS11."""
    return Q(postcode__regex=f"^{area}[0-9]") if LETTERS.fullmatch(area) else Q(postcode__startswith=f"{area} ")


def in_constituency(key: int) -> Q:
    return Q(constituency_chosen=key) | Q(constituency_chosen=None, constituency_found=key)


CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "pks": lambda value: Q(pk__in=value),
    "name": lambda value: Q(name__icontains=value),
    "domain": lambda value: Q(address__canonical__iendswith=f"@{value}"),
    "since": lambda value: Q(created_at__date__gte=date.fromisoformat(value)),
    "until": lambda value: Q(created_at__date__lte=date.fromisoformat(value)),
    "area": of_area,
    "country": lambda value: Q(country=value),
    "constituency": in_constituency,
    "group": lambda value: Q(group=value),
    "held": lambda value: Q(state=SignatureState.HELD),
    "rule": lambda value: Q(pk__in=Attempt.objects.held_by(value).values("signature")),
    "counted": lambda value: Q(state=SignatureState.CONFIRMED) | Q(confirmed_at__isnull=False),
}


def preview(petition: Petition, decision: Decision, conditions: Mapping[str, Any]) -> Preview:
    found = matching(petition, decision, conditions)
    sums = found.aggregate(
        total=Count("pk"), counted=Count("pk", filter=Q(confirmed_at__isnull=False)), up_to=Max("pk")
    )
    place = Coalesce("constituency_chosen__name", "constituency_found__name")
    rows = found.order_by().values_list(place).annotate(number=Count("pk")).order_by("-number", place)
    places = list(rows[:PLACES])
    related = ("constituency_chosen", "constituency_found", "group")
    return Preview(
        total=sums["total"],
        counted=sums["counted"],
        places=places,
        other_places=sums["total"] - sum(number for _, number in places),
        sample=list(found.select_related(*related).order_by("-pk")[:SAMPLE]),
        up_to=sums["up_to"] or 0,
    )


@transaction.atomic
def decide(
    *, petition: Petition, decision: Decision, conditions: Mapping[str, Any], reason: str, by: User, up_to: int
) -> DecisionBatch:
    """Write down what is to be done to those that the preview showed, up to its last one; `go_on` does it.

    Raises NotPossible where none is left.
    """
    total = matching(petition, decision, conditions).filter(pk__lte=up_to).count()
    if not total:
        raise NotPossible("None of them is left to decide about. Somebody else may have been quicker.")
    return DecisionBatch.objects.create(
        petition=petition,
        decision=decision,
        conditions=dict(conditions),
        reason=reason,
        by=by,
        up_to=up_to,
        total=total,
    )


@transaction.atomic
def undo(batch: DecisionBatch, *, by: User, reason: str) -> DecisionBatch:
    """A batch that takes this one back, but for what was decided anew since. Raises NotPossible."""
    locked = DecisionBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.finished_at is None:
        raise NotPossible("It is still being carried out. Stop it first.")
    if locked.undoes_id is not None:
        raise NotPossible("This took another back already.")
    if DecisionBatch.objects.filter(undoes=locked).exists():
        raise NotPossible("It was taken back already.")
    if locked.decision == Decision.RELEASED:
        raise NotPossible("Their owners were asked to confirm. Invalidate them instead.")
    return DecisionBatch.objects.create(
        petition_id=locked.petition_id,
        decision=Decision.UNDONE,
        undoes=locked,
        reason=reason,
        by=by,
        up_to=locked.up_to,
        total=locked.done,
    )


@transaction.atomic
def stop(batch: DecisionBatch) -> bool:
    """Leave the rest alone; what is done stays done. False where it was through."""
    locked = DecisionBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.finished_at is not None:
        return False
    locked.is_stopped = True
    finish(locked)
    return True


def batches_wait() -> bool:
    return DecisionBatch.objects.filter(finished_at=None).exists()


def go_on_with_all(seconds: float = SECONDS) -> int:
    """Carry out what was decided; returns how many signatures. Whatever ends it, the next call goes on.

    One that fails holds up no other: its error is raised once the others had their turn.
    """
    until, done = time.monotonic() + seconds, 0
    failed: Exception | None = None
    for pk in DecisionBatch.objects.filter(finished_at=None).order_by("at").values_list("pk", flat=True):
        try:
            while time.monotonic() < until and (some := go_on(pk)) is not None:
                done += some
        except Exception as error:
            failed = failed or error
    if failed is not None:
        raise failed
    return done


@transaction.atomic
def go_on(pk: UUID) -> int | None:
    """The next slice, and with it the place to go on from, in one transaction; None where it is through."""
    batch = DecisionBatch.objects.select_for_update(of=("self",)).select_related("petition", "undoes", "by").get(pk=pk)
    if batch.finished_at is not None:
        return None
    pks = next_of(batch)
    if not pks:
        finish(batch)
        return None
    done = carry_out(batch, pks)
    batch.cursor, batch.done = pks[-1], batch.done + done
    batch.save(update_fields=["cursor", "done"])
    return done


def next_of(batch: DecisionBatch) -> list[int]:
    if batch.undoes is None:
        found = matching(batch.petition, Decision(batch.decision), batch.conditions)
    else:
        found = decided_last_by(batch.undoes)
    rest = found.filter(pk__gt=batch.cursor, pk__lte=batch.up_to)
    return list(rest.order_by("pk").values_list("pk", flat=True)[:SLICE])


def decided_last_by(batch: DecisionBatch) -> SignatureQuerySet:
    about = SignatureDecision.objects.filter(
        signature=OuterRef("pk"), decision__in=(Decision.INVALIDATED, Decision.RESTORED)
    )
    last = Subquery(about.order_by("-pk").values("batch")[:1])
    touched = SignatureDecision.objects.filter(batch=batch.pk).values("signature")
    return Signature.objects.filter(pk__in=touched).annotate(last=last).filter(last=batch.pk)


def carry_out(batch: DecisionBatch, pks: Sequence[int]) -> int:
    if batch.decision == Decision.RELEASED:
        return releasing.release(signatures=pks, reason=batch.reason, by=batch.by, batch=batch.pk)
    was_invalidated = batch.undoes is not None and batch.undoes.decision == Decision.INVALIDATED
    restores = batch.decision == Decision.RESTORED or was_invalidated
    do = invalidating.restore if restores else invalidating.invalidate
    return do(signatures=pks, reason=batch.reason, by=batch.by, batch=batch.pk)


def finish(batch: DecisionBatch) -> None:
    """What it was told to look for may say who somebody is; the decisions themselves say which they were."""
    batch.finished_at = timezone.now()
    kept = {name: value for name, value in batch.conditions.items() if name not in PERSONAL}
    hidden = {name: FORGOTTEN for name in PERSONAL if batch.conditions.get(name)}
    batch.conditions = {**kept, **hidden}
    batch.save(update_fields=["finished_at", "conditions", "is_stopped"])
