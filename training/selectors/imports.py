"""A list of people trained as it is looked at."""

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet

from training.enums import RowOutcome, RowPlan
from training.models import ImportBatch, ImportRow

SHOWN = {
    "": ("All", Q()),
    "wrong": ("With errors", Q(plan=RowPlan.WRONG)),
    "give": ("To be noted", Q(plan=RowPlan.GIVE)),
    "same": ("Known already", Q(plan=RowPlan.SAME)),
    "new": ("About somebody new", Q(plan=RowPlan.GIVE, booking=None, person=None)),
    "chosen": ("Chosen", Q(is_chosen=True)),
    "done": ("Noted", Q(outcome=RowOutcome.DONE)),
    "left": ("Left alone", Q(outcome=RowOutcome.LEFT)),
    "taken_back": ("Taken back", Q(outcome=RowOutcome.TAKEN_BACK)),
    "kept": ("Stays", Q(outcome=RowOutcome.KEPT)),
}
BEFORE = ("", "wrong", "give", "same", "new", "chosen")
AFTER = ("", "done", "left", "wrong", "taken_back", "kept")


def rows(batch: ImportBatch, shown: str) -> QuerySet[ImportRow]:
    _label, condition = SHOWN.get(shown, SHOWN[""])
    return ImportRow.objects.filter(condition, batch=batch).order_by("number")


def counts(batch: ImportBatch, names: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """How many rows each filter shows, in one question; those that show none are left out, but for all."""
    numbers = ImportRow.objects.filter(batch=batch).aggregate(
        **{f"n_{name}": Count("pk", filter=SHOWN[name][1]) if name else Count("pk") for name in names}
    )
    found = [(name, SHOWN[name][0], numbers[f"n_{name}"]) for name in names]
    return [each for each in found if each[2] or not each[0]]


def failing(batch: ImportBatch) -> Iterator[list[str]]:
    """The rows that can't be noted as they were read, each with what is wrong; the first is the headings."""
    yield [*batch.columns, "What is wrong"]
    wrong = ImportRow.objects.filter(batch=batch, plan=RowPlan.WRONG).order_by("number")
    for values, errors in wrong.values_list("values", "errors").iterator():
        yield [*values, " ".join(errors)]
