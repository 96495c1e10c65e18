"""The demonstration in a test's database: loaded once a process, then put back from a copy, which is much faster."""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from tests import rows
from tests.rows import Rows


class Copy(NamedTuple):
    rows: Rows
    sequences: dict[str, int]
    files: dict[str, bytes]  # below MEDIA_ROOT


_copy: Copy | None = None


def load() -> None:
    global _copy
    if _copy is None or not rows.may_pass_over_keys():
        call_command("demo", verbosity=0)
        _copy = take() if rows.may_pass_over_keys() else None
    else:
        restore(_copy)


def take() -> Copy:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'")
        sequences = dict(cursor.fetchall())
    folder = Path(settings.MEDIA_ROOT)
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return Copy(rows.take(connection.introspection.table_names()), sequences, files)


def restore(copy: Copy) -> None:
    tables = connection.introspection.table_names()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(rows.deletion(tables))
        rows.put(copy.rows)
        for name, value in copy.sequences.items():
            if value:
                cursor.execute("SELECT setval(%s, %s)", [f'"{name}"', value])
        cursor.execute("ANALYZE {}".format(", ".join(f'"{table}"' for table in tables)))
    for name, content in copy.files.items():
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
