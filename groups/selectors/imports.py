"""A file of groups as staff look at it."""

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet

from groups.enums import ImportOutcome, ImportPlan
from groups.models import ImportBatch, ImportRow

SHOWN = {
    "": ("All", Q()),
    "wrong": ("With errors", Q(plan=ImportPlan.WRONG)),
    "new": ("New groups", Q(plan=ImportPlan.NEW)),
    "update": ("Changes", Q(plan=ImportPlan.UPDATE)),
    "same": ("Nothing to change", Q(plan=ImportPlan.SAME)),
    "alike": ("Maybe here already", ~Q(alike="")),
    "chosen": ("Chosen", Q(is_chosen=True)),
    "created": ("Made", Q(outcome=ImportOutcome.CREATED)),
    "updated": ("Changed", Q(outcome=ImportOutcome.UPDATED)),
    "skipped": ("Left alone", Q(outcome=ImportOutcome.SKIPPED)),
    "taken_back": ("Taken back", Q(outcome=ImportOutcome.TAKEN_BACK)),
    "kept": ("Stays", Q(outcome=ImportOutcome.KEPT)),
}
BEFORE = ("", "wrong", "new", "update", "same", "alike", "chosen")
AFTER = ("", "created", "updated", "skipped", "wrong", "taken_back", "kept")


def rows(batch: ImportBatch, shown: str) -> QuerySet[ImportRow]:
    _label, condition = SHOWN.get(shown, SHOWN[""])
    return ImportRow.objects.filter(condition, batch=batch).select_related("group").order_by("number")


def counts(batch: ImportBatch, names: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """How many rows each filter shows, in one question; those that show none are left out, but for all."""
    numbers = ImportRow.objects.filter(batch=batch).aggregate(
        **{f"n_{name}": Count("pk", filter=SHOWN[name][1]) if name else Count("pk") for name in names}
    )
    found = [(name, SHOWN[name][0], numbers[f"n_{name}"]) for name in names]
    return [each for each in found if each[2] or not each[0]]


def failing(batch: ImportBatch) -> Iterator[list[str]]:
    """The rows that can't be brought in as they were read, each with what is wrong; the first is the headings."""
    yield [*batch.columns, "What is wrong"]
    wrong = ImportRow.objects.filter(batch=batch, plan=ImportPlan.WRONG).order_by("number")
    for values, errors in wrong.values_list("values", "errors").iterator():
        yield [*values, " ".join(errors)]
