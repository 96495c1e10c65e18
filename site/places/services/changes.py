"""Writing down what an import changes, so that it can be shown before, looked up after, and put back."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from places.enums import DataKind
from places.models import DataImport

MOST_LINES = 200  # of a report
ADDED, ENDED, CHANGED = WEIGHT = ("added", "ended", "changed")  # a row counts as the first that holds of it
Change = dict[str, Any]
Rows = dict[tuple[str, Any], models.Model]  # by model and key


class NothingToUndo(Exception):
    """No import of this kind stands."""


class ChangedSince(Exception):
    """A row was changed or used after the import, so putting it back would lose that; the text names it."""


class Ledger:
    """Writes rows and remembers how each was before. Use one inside the transaction of an import.

    A row may be written more than once, and counts once.
    """

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.lines: list[str] = []
        self._rows: dict[tuple[str, Any], str] = {}  # what happened to each, by its model and key

    def count(self, what: str) -> int:
        return list(self._rows.values()).count(what)

    def say(self, line: str) -> None:
        """A line for the report, which shows the first 200 and says how many more there are."""
        self.lines.append(line)

    def add(self, instance: models.Model) -> None:
        instance.save(force_insert=True)
        self._note(ADDED, instance, before=None, after=all_of(instance))

    def change(self, instance: models.Model, **values: Any) -> bool:
        """Set fields (a foreign key by its `_id`); False, and nothing is written, where all are as they were."""
        return self._write(CHANGED, instance, values)

    def end(self, instance: models.Model, **values: Any) -> bool:
        """As `change`, for a row that stays in the table and no longer holds."""
        return self._write(ENDED, instance, values)

    def _write(self, what: str, instance: models.Model, values: dict[str, Any]) -> bool:
        cleaned = {name: field_of(instance, name).to_python(value) for name, value in values.items()}
        differing = [name for name, value in cleaned.items() if getattr(instance, name) != value]
        if not differing:
            return False
        before = {name: recorded(instance, name) for name in differing}
        for name in differing:
            setattr(instance, name, cleaned[name])
        instance.save(update_fields=differing)
        self._note(what, instance, before=before, after={name: recorded(instance, name) for name in differing})
        return True

    def _note(self, what: str, instance: models.Model, *, before: Change | None, after: Change) -> None:
        label, pk = instance._meta.label, recorded(instance, instance._meta.pk.attname)
        self._rows[label, pk] = min(what, self._rows.get((label, pk), what), key=WEIGHT.index)
        self.changes.append({"model": label, "pk": pk, "before": before, "after": after})

    def close(self, *, kind: DataKind, source: str, checksum: str = "", rows: int = 0) -> DataImport:
        return DataImport.objects.create(
            kind=kind,
            source=source[:200],
            checksum=checksum,
            rows=rows,
            added=self.count(ADDED),
            changed=self.count(CHANGED),
            ended=self.count(ENDED),
            report={"lines": self._report()},
            changes=self.changes,
        )

    def _report(self) -> list[str]:
        more = len(self.lines) - MOST_LINES
        return self.lines if more <= 0 else [*self.lines[:MOST_LINES], f"and {more} more lines"]


def field_of(model: models.Model | type[models.Model], attname: str) -> "models.Field[Any, Any]":
    for field in model._meta.concrete_fields:
        if field.attname == attname:
            return field
    raise FieldDoesNotExist(f"{model._meta.label} has no column {attname}")


def all_of(instance: models.Model) -> Change:
    """Every column but the key, which is written apart."""
    return {
        field.attname: recorded(instance, field.attname)
        for field in instance._meta.concrete_fields
        if not field.primary_key
    }


def recorded(instance: models.Model, attname: str) -> Any:
    """A column's value as JSON keeps it without loss: microseconds and decimals as text."""
    field = field_of(instance, attname)
    value = field.value_from_object(instance)
    return value if value is None or isinstance(value, bool | int | float | str) else field.value_to_string(instance)


def one_at_a_time() -> None:
    """Let imports and undos wait for each other. SQLite needs no lock for that: one transaction writes at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {DataImport._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def undo(kind: DataKind) -> DataImport:
    """Put back what the last standing import of a kind changed; raises NothingToUndo or ChangedSince.

    Those that found nothing to change, such as most syncs, are passed over. All of it or nothing:
    where one row can't be put back, none is.
    """
    try:
        with transaction.atomic():
            return undo_last(kind)
    except IntegrityError as error:
        raise ChangedSince(
            f"what was before doesn't fit rows written after the import ({str(error).splitlines()[0]})"
        ) from error


def undo_last(kind: DataKind) -> DataImport:
    one_at_a_time()
    changing = DataImport.objects.standing().exclude(added=0, changed=0, ended=0)
    last = changing.filter(kind=kind).first()
    if last is None:
        raise NothingToUndo
    rows = locked(last.changes)
    for change in reversed(last.changes):
        put_back(change, rows)
    last.undone_at = timezone.now()
    last.save(update_fields=["undone_at"])
    return last


def locked(changes: list[Change]) -> Rows:
    """The rows that an import wrote, as far as they are there, locked until the end of the transaction."""
    keys: dict[str, set[Any]] = {}
    for change in changes:
        keys.setdefault(change["model"], set()).add(change["pk"])
    return {
        (label, recorded(instance, instance._meta.pk.attname)): instance
        for label, pks in keys.items()
        for instance in apps.get_model(label)._base_manager.select_for_update().in_bulk(pks).values()
    }


def put_back(change: Change, rows: Rows) -> None:
    model: type[models.Model] = apps.get_model(change["model"])
    key = (change["model"], change["pk"])
    instance = rows.get(key)
    if instance is None:
        raise ChangedSince(f"{model._meta.verbose_name} {change['pk']} was deleted after the import")
    check_untouched(instance, change["after"])
    if change["before"] is None:
        delete_alone(rows.pop(key))
        return
    for name, value in change["before"].items():
        setattr(instance, name, field_of(model, name).to_python(value))
    instance.save(update_fields=list(change["before"]))


def check_untouched(instance: models.Model, after: Change) -> None:
    fields = {name: field_of(instance, name) for name in after}
    touched = [
        str(field.verbose_name)
        for name, field in fields.items()
        if getattr(instance, name) != field.to_python(after[name])
    ]
    if touched:
        raise ChangedSince(f"{named(instance)} was changed after the import ({', '.join(touched)})")


def delete_alone(instance: models.Model) -> None:
    """Delete a row, but never another with it."""
    name, label = named(instance), instance._meta.label
    try:
        _, deleted = instance.delete()
        users = {str(apps.get_model(other)._meta.verbose_name_plural) for other in deleted if other != label}
    except ProtectedError as error:
        users = {str(row._meta.verbose_name_plural) for row in error.protected_objects}
    except RestrictedError as error:
        users = {str(row._meta.verbose_name_plural) for row in error.restricted_objects}
    if users:
        raise ChangedSince(f"{name} is in use: {', '.join(sorted(users))}")


def named(instance: models.Model) -> str:
    return f"{instance._meta.verbose_name} {instance}"
