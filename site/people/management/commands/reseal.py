from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db.models import BinaryField, F, Field, Model, QuerySet, TextField, Value
from django.db.models.expressions import ExpressionWrapper

from people import sealed
from people.sealed import SealedBytesField, SealedTextField, Unreadable
from people.services import accounts

SLICE = 500  # rows read at a time; each is written by itself


class Command(BaseCommand):
    help = """Seals what is encrypted with the first key of SEALING_KEYS.

To change keys: put the new one in front of the old ones and restart everything; run this; take the old ones away once
it says that nothing is left. It can be stopped and run again at any time, and beside the running site: a row that
changes meanwhile is left to what changed it, which sealed it with the new key. It fails where text can't be opened with
any of the keys, and names the table and the row, never the text. Files, such as scans, are sealed anew one by one."""

    def handle(self, *args: Any, **options: Any) -> None:
        resealed, unreadable = 0, list[str]()
        for model, field in sealed_fields(SealedTextField):
            for row in rows_of(model, field):
                try:
                    resealed += reseal(model, field, row)
                except Unreadable:
                    unreadable.append(f"{model._meta.label} {row['pk']}, {field}")
        for model, field in sealed_fields(SealedBytesField):
            for pk in model._default_manager.order_by("pk").values_list("pk", flat=True).iterator():
                try:
                    resealed += reseal_bytes(model, field, pk)
                except Unreadable:
                    unreadable.append(f"{model._meta.label} {pk}, {field}")
        factors, lost = accounts.reseal_second_factors()
        resealed, unreadable = resealed + factors, unreadable + lost
        self.stdout.write(f"Sealed anew: {resealed}.")
        if unreadable:
            raise CommandError("None of the keys opens these:\n" + "\n".join(unreadable))
        self.stdout.write("Everything is sealed with the first key.")


def sealed_fields(kind: type[Field[Any, Any]]) -> list[tuple[type[Model], str]]:
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, kind)
    ]


def as_stored(model: type[Model], field: str) -> QuerySet[Any]:
    """With the text as the database has it, which the field itself would open."""
    return model._default_manager.annotate(stored=ExpressionWrapper(F(field), output_field=TextField()))


def rows_of(model: type[Model], field: str) -> Iterator[dict[str, Any]]:
    rows = as_stored(model, field).exclude(**{field: ""}).exclude(**{f"{field}__isnull": True}).order_by("pk")
    found = list(rows.values("pk", "stored")[:SLICE])
    while found:
        yield from found
        found = list(rows.filter(pk__gt=found[-1]["pk"]).values("pk", "stored")[:SLICE])


def reseal(model: type[Model], field: str, row: dict[str, Any]) -> int:
    """1 where it was sealed anew; 0 where the first key had sealed it, or somebody changed it meanwhile."""
    if sealed.is_sealed_now(row["stored"]):
        return 0
    fresh = Value(sealed.reseal(row["stored"]), output_field=TextField())
    return as_stored(model, field).filter(pk=row["pk"], stored=row["stored"]).update(**{field: fresh})


def reseal_bytes(model: type[Model], field: str, pk: Any) -> int:
    """One file at a time, since each may fill many megabytes. As above: 0 where there was nothing left to do."""
    stored_as = ExpressionWrapper(F(field), output_field=BinaryField())
    row = model._default_manager.annotate(stored=stored_as).filter(pk=pk)
    before = row.values_list("stored", flat=True).first()
    if before is None or sealed.are_bytes_sealed_now(bytes(before)):
        return 0
    fresh = Value(sealed.seal_bytes(sealed.unseal_bytes(bytes(before))), output_field=BinaryField())
    return row.filter(stored=bytes(before)).update(**{field: fresh})
