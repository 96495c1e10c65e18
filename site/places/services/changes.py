"""Writing down what an import changes, so that it can be shown before, looked up after, and put back."""

from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from places.enums import DataKind
from places.models import DataImport

MOST_LINES = 200  # of a report
Change = dict[str, Any]


class NothingToUndo(Exception):
    """No import of this kind stands."""


class ChangedSince(Exception):
    """A row was changed after the import, so putting it back would lose that."""


class Ledger:
    """Writes rows and remembers how each was before. Use one inside the transaction of an import."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.lines: list[str] = []
        self.added = self.changed = self.ended = 0

    def say(self, line: str) -> None:
        """A line for the report; past the first 200 they are counted only."""
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)

    def add(self, instance: models.Model) -> None:
        instance.save(force_insert=True)
        names = [field.attname for field in instance._meta.concrete_fields if not field.primary_key]
        self.changes.append(
            {**identity(instance), "before": None, "after": {name: prepared(instance, name) for name in names}}
        )
        self.added += 1

    def change(self, instance: models.Model, **values: Any) -> bool:
        """Set fields (a foreign key by its `_id`); False, and nothing is written, where all are as they were."""
        differing = {name: value for name, value in values.items() if getattr(instance, name) != value}
        if not differing:
            return False
        before = {name: prepared(instance, name) for name in differing}
        for name, value in differing.items():
            setattr(instance, name, value)
        instance.save(update_fields=list(differing))
        after = {name: prepared(instance, name) for name in differing}
        self.changes.append({**identity(instance), "before": before, "after": after})
        self.changed += 1
        return True

    def close(self, *, kind: DataKind, source: str, checksum: str = "", rows: int = 0) -> DataImport:
        return DataImport.objects.create(
            kind=kind,
            source=source,
            checksum=checksum,
            rows=rows,
            added=self.added,
            changed=self.changed,
            ended=self.ended,
            report={"lines": self.lines},
            changes=self.changes,
        )


def identity(instance: models.Model) -> Change:
    return {"model": instance._meta.label, "pk": instance.pk}


def prepared(instance: models.Model, attname: str) -> Any:
    return getattr(instance, attname)


@transaction.atomic
def undo(kind: DataKind) -> DataImport:
    """Put back what the last standing import of a kind changed; raises NothingToUndo or ChangedSince."""
    last = DataImport.objects.standing().filter(kind=kind).select_for_update().first()
    if last is None:
        raise NothingToUndo
    for change in reversed(last.changes):
        put_back(change)
    last.undone_at = timezone.now()
    last.save(update_fields=["undone_at"])
    return last


def put_back(change: Change) -> None:
    model = apps.get_model(change["model"])
    instance = model._default_manager.filter(pk=change["pk"]).first()
    if instance is None or any(
        getattr(instance, name) != stored(model, name, value) for name, value in change["after"].items()
    ):
        raise ChangedSince(f"{model._meta.verbose_name} {instance or change['pk']} was changed after the import")
    if change["before"] is None:
        instance.delete()
        return
    for name, value in change["before"].items():
        setattr(instance, name, stored(model, name, value))
    instance.save(update_fields=list(change["before"]))


def stored(model: type[models.Model], attname: str, value: Any) -> Any:
    """A value as it was before JSON made text of it."""
    field = next(field for field in model._meta.concrete_fields if field.attname == attname)
    return field.target_field.to_python(value) if isinstance(field, models.ForeignKey) else field.to_python(value)
