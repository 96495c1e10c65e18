"""Counting: a delta is written in the transaction that changes a count, and folded into the totals later, once."""

from collections.abc import Callable, Collection
from datetime import UTC
from functools import partial
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncHour
from django.utils import timezone

from campaigns.models import (
    ConstituencyTotal,
    CountryTotal,
    GroupTotal,
    HourTotal,
    PetitionTotal,
    Signature,
    SignatureDelta,
)
from campaigns.services import counting_sql, locks
from groups.models import CommunityGroup
from pages import generation

FOLD_AT_MOST = 10_000  # deltas in one transaction; SQLite takes 32,766 parameters


class TotalsWrong(Exception):
    """Totals that can't take what waits for them, since they were wrong before. `check_counts --repair` rights them."""


class Level(NamedTuple):
    """One way in which the count of a petition is divided up. What has no such key counts for the petition alone."""

    name: str
    model: type[models.Model]
    key: str  # the column of deltas and totals
    column: str = "counted"

    @property
    def table(self) -> str:
        return self.model._meta.db_table


CONSTITUENCY = Level("constituency", ConstituencyTotal, "constituency_id")
COUNTRY = Level("country", CountryTotal, "country")
GROUP = Level("group", GroupTotal, "group_id")
HOUR = Level("hour", HourTotal, "hour", "change")
LEVELS = (CONSTITUENCY, COUNTRY, GROUP)


def delta(signature: Signature, constituency_id: int | None, amount: int) -> SignatureDelta:
    return SignatureDelta(
        petition_id=signature.petition_id,
        constituency_id=constituency_id,
        country=signature.country,
        group_id=signature.group_id,
        amount=amount,
    )


def count(signature: Signature, constituency_id: int | None, amount: int) -> None:
    delta(signature, constituency_id, amount).save()


def move_to_group(keys: Collection[int], *, before: CommunityGroup, after: CommunityGroup) -> None:
    """Count signatures, whose rows are locked and say so already, for one group in place of another.

    More first: no total is ever folded to less than it was.
    """
    waiting: list[SignatureDelta] = []
    for signature in Signature.objects.confirmed().filter(pk__in=keys).order_by("pk").iterator():
        gained = delta(signature, signature.constituency_id, 1)
        lost = delta(signature, signature.constituency_id, -1)
        gained.group, lost.group = after, before
        waiting.extend((gained, lost))
    SignatureDelta.objects.bulk_create(waiting, batch_size=FOLD_AT_MOST)


def fold() -> int:
    """Add the deltas that wait to the totals, each exactly once; returns how many. Safe to kill and to repeat.

    A petition whose totals can't take its deltas stops no other: raises TotalsWrong once these are folded.
    """
    try:
        return all_slices(fold_some)
    except IntegrityError:
        return fold_each()


def all_slices(fold_slice: Callable[[], int]) -> int:
    folded = 0
    while taken := fold_slice():
        folded += taken
        if taken < FOLD_AT_MOST:
            break
    return folded


def fold_each() -> int:
    waiting = SignatureDelta.objects.waiting().order_by("petition_id").values_list("petition_id", flat=True).distinct()
    folded, wrong = 0, []
    for petition_id in list(waiting):
        try:
            folded += fold_one(petition_id)
        except IntegrityError:
            wrong.append(str(petition_id))
    if wrong:
        raise TotalsWrong(f"Nothing can be added to the totals of these petitions: {', '.join(wrong)}.")
    return folded


def fold_one(petition_id: int) -> int:
    """What waits of one petition, slice by slice, so that nobody waits long for its totals."""
    return all_slices(partial(fold_slice_of, petition_id))


@transaction.atomic
def fold_slice_of(petition_id: int) -> int:
    lock_totals([petition_id])
    return fold_locked([petition_id])


@transaction.atomic
def fold_some() -> int:
    """At most FOLD_AT_MOST, the oldest first.

    One folder at a time for a petition: what takes one away must be folded no earlier than what added it. Their lock
    is the petition's total; on SQLite the transaction itself holds the only write lock.
    """
    waiting = SignatureDelta.objects.waiting().order_by("pk")
    petition_ids = sorted(set(waiting.values_list("petition_id", flat=True)[:FOLD_AT_MOST]))
    if not petition_ids:
        return 0
    lock_totals(petition_ids)
    return fold_locked(petition_ids)


@transaction.atomic
def fold_petition(petition_id: int) -> None:
    """All that waits of one petition, for whoever needs its totals as they are now."""
    lock_totals([petition_id])
    while fold_locked([petition_id]) == FOLD_AT_MOST:
        pass


def fold_locked(petition_ids: list[int]) -> int:
    folded = fold_at_once(petition_ids) if connection.vendor == "postgresql" else fold_by_steps(petition_ids)
    if folded:
        locks.share(petition_ids)
        generation.count()
    return folded


def lock_totals(petition_ids: list[int]) -> None:
    PetitionTotal.objects.bulk_create([PetitionTotal(pk=pk) for pk in petition_ids], ignore_conflicts=True)
    list(PetitionTotal.objects.select_for_update().filter(pk__in=petition_ids).order_by("pk"))


def fold_at_once(petition_ids: list[int]) -> int:
    """Marks and sums in one statement of PostgreSQL's."""
    with connection.cursor() as cursor:
        cursor.execute(counting_sql.fold(LEVELS), [petition_ids, FOLD_AT_MOST, timezone.now()])
        folded: int = cursor.fetchone()[0]
    return folded


def fold_by_steps(petition_ids: list[int]) -> int:
    """The same on any database."""
    theirs = SignatureDelta.objects.waiting().filter(petition_id__in=petition_ids).order_by("pk")
    taken = list(theirs.values_list("pk", flat=True)[:FOLD_AT_MOST])
    deltas = SignatureDelta.objects.filter(pk__in=taken)
    raise_petitions(deltas)
    for level in LEVELS:
        add(level, deltas.exclude(**{level.key: None}))
    add(HOUR, deltas.annotate(hour=TruncHour("created_at", tzinfo=UTC)))
    deltas.update(folded=True)
    return len(taken)


def raise_petitions(deltas: QuerySet[SignatureDelta]) -> None:
    def less(**which: Any) -> Coalesce:
        return Coalesce(Sum("amount", filter=Q(**which)), 0)

    changes = deltas.order_by("petition_id").values_list("petition_id")
    for petition_id, change, seatless, groupless in changes.annotate(
        change=Sum("amount"), seatless=less(constituency=None), groupless=less(group=None)
    ):
        PetitionTotal.objects.filter(pk=petition_id).update(
            counted=F("counted") + change,
            without_constituency=F("without_constituency") + seatless,
            without_group=F("without_group") + groupless,
            folded_at=timezone.now(),
        )


def add(level: Level, deltas: QuerySet[Any]) -> None:
    """Under the lock on the totals of their petitions."""
    manager = level.model._default_manager
    sums = deltas.order_by().values_list("petition_id", level.key).annotate(sum=Sum("amount"))
    changes = {(petition, key): change for petition, key, change in sums}
    fresh = [level.model(petition_id=petition, **{level.key: key}) for petition, key in changes]
    manager.bulk_create(fresh, ignore_conflicts=True)
    by_change: dict[int, list[int]] = {}  # most change by one more: one statement for all of these
    petition_ids, keys = {petition for petition, _ in changes}, {key for _, key in changes}
    totals = manager.filter(**{"petition__in": petition_ids, f"{level.key}__in": keys})
    for pk, petition, key in totals.values_list("pk", "petition_id", level.key):
        by_change.setdefault(changes.get((petition, key), 0), []).append(pk)
    for change, pks in by_change.items():
        if change:
            manager.filter(pk__in=pks).update(**{level.column: F(level.column) + change})
