"""Proving that every total is what the signatures say, and putting right what is not."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Aggregate, Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from campaigns.models import CountRepair, Petition, PetitionTotal, Signature, SignatureDelta
from campaigns.services import counting, log, paper
from campaigns.services.counting import CONSTITUENCY, COUNTRY, GROUP, HOUR, LEVELS, Level
from pages import generation

Counts = dict[tuple[int, Any], int]  # by petition, and by what its level divides it into
ALL = Level("all", PetitionTotal, "petition_id")
AMOUNT = Sum("amount")
WITHOUT = {CONSTITUENCY: "without_constituency", GROUP: "without_group"}  # where totals keep what has none
KEY_OF_ROWS: dict[Level, Any] = {
    CONSTITUENCY: Coalesce("constituency_chosen", "constituency_found"),
    COUNTRY: "country",
    GROUP: "group_id",
}


class CountsDiffer(Exception):
    """A total is not what the signatures say, or a log is not what it was."""


class Difference(NamedTuple):
    petition_id: int
    level: Level
    key: Any  # None where its level has no name for these
    total: int  # with what waits to be folded
    rows: int

    @property
    def what(self) -> str:
        return self.level.name if self.level in (ALL, HOUR) else f"{self.level.name} {self.key or 'none'}"


class Report(NamedTuple):
    petitions: int
    signatures: int
    waiting: int  # deltas
    differences: list[Difference]


@contextmanager
def one_moment(*, alone: bool = False) -> Iterator[None]:
    """All that is read inside is of one moment, whoever signs or folds meanwhile. `alone`: nobody folds until its end.

    On SQLite a transaction is that by itself, and the only one that writes. Inside another transaction, as in tests,
    its own rules hold.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                if is_outermost:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                if alone:  # before anything is read: the first question chooses the moment
                    cursor.execute("LOCK TABLE campaigns_petitiontotal IN SHARE ROW EXCLUSIVE MODE")
        yield


def check() -> Report:
    """Compare the totals of every petition with its confirmed signatures, whether or not it has any of either.

    A few grouped questions, however many signatures there are.
    """
    with one_moment():
        return compare()


def compare() -> Report:
    confirmed, waiting = Signature.objects.confirmed(), SignatureDelta.objects.waiting()
    rows = grouped(confirmed, Count("pk"))
    found = differences(ALL, rows, grouped(PetitionTotal.objects.all(), Sum("counted")), grouped(waiting, AMOUNT))
    for level in LEVELS:
        by_key = grouped(confirmed, Count("pk"), KEY_OF_ROWS[level])
        found += differences(level, by_key, totals(level), grouped(waiting, AMOUNT, level.key))
    by_hour = grouped(HOUR.model._default_manager.all(), Sum(HOUR.column))
    found += differences(HOUR, rows, by_hour, grouped(waiting, AMOUNT))
    return Report(Petition.objects.count(), sum(rows.values()), waiting.count(), found)


def grouped(rows: QuerySet[Any], number: Aggregate, key: Any = None) -> Counts:
    keys = ("petition_id",) if key is None else ("petition_id", key)
    found = rows.order_by().values_list(*keys).annotate(number=number)
    return {(row[0], None if key is None else row[1]): row[-1] for row in found}


def totals(level: Level) -> Counts:
    found = grouped(level.model._default_manager.all(), Sum(level.column), level.key)
    if level in WITHOUT:
        without = PetitionTotal.objects.values_list("pk", WITHOUT[level])
        found |= {(petition, None): number for petition, number in without}
    return found


def differences(level: Level, rows: Counts, folded: Counts, waiting: Counts) -> list[Difference]:
    found = []
    for petition, key in sorted(rows.keys() | folded.keys() | waiting.keys(), key=str):
        total = folded.get((petition, key), 0) + waiting.get((petition, key), 0)
        if total != rows.get((petition, key), 0):
            found.append(Difference(petition, level, key, total, rows.get((petition, key), 0)))
    return found


def repair(*, reason: str) -> list[Difference]:
    """Set every total that differs to what the signatures say, and keep what it was, and why; returns what was wrong.

    What is wrong by hours can't be known for each of them any more, so the present hour takes the difference.
    """
    with suppress(counting.TotalsWrong):  # which is what is put right here
        counting.fold()
    with one_moment(alone=True):
        found = compare().differences
        PetitionTotal.objects.bulk_create(
            [PetitionTotal(pk=pk) for pk in {each.petition_id for each in found}], ignore_conflicts=True
        )
        for each in found:
            put_right(each)
        CountRepair.objects.bulk_create(
            CountRepair(petition_id=each.petition_id, what=each.what, was=each.total, now=each.rows, reason=reason)
            for each in found
        )
    if found:
        generation.count()
    return found


def put_right(wrong: Difference) -> None:
    """By as much as it differs: what waits to be folded comes on top."""
    level, amount = wrong.level, wrong.rows - wrong.total
    if level == ALL or (wrong.key is None and level in WITHOUT):
        column = WITHOUT.get(level, level.column)
        PetitionTotal.objects.filter(pk=wrong.petition_id).update(**{column: F(column) + amount})
        return
    this_hour = timezone.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    which: dict[str, Any] = {"petition_id": wrong.petition_id, level.key: this_hour if level == HOUR else wrong.key}
    row, _ = level.model._default_manager.get_or_create(**which)
    level.model._default_manager.filter(pk=row.pk).update(**{level.column: F(level.column) + amount})


def complaints() -> list[str]:
    """What is wrong with the public logs and with what is on paper, in sentences that name the petition."""
    of_logs = [
        f"Petition {petition.pk}: {sentence}"
        for petition in Petition.objects.order_by("pk")
        for sentence in log.check(petition)
    ]
    with one_moment():
        on_paper = paper.check()
    return of_logs + [
        f"Petition {each.petition_id}: {each.total} on paper, where the approved batches add up to {each.approved}."
        for each in on_paper
    ]


def insist() -> None:
    """Raises CountsDiffer."""
    report, wrong = check(), complaints()
    if report.differences or wrong:
        raise CountsDiffer(
            f"{len(report.differences)} totals and {len(wrong)} logs or sums on paper are not as they must be."
        )
