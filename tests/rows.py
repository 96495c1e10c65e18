"""All rows of a test's database in PostgreSQL's fastest ways: copied, put back, and taken away."""

import io
from collections.abc import Iterable
from typing import Any

from django.db import connection

Rows = dict[str, bytes]  # of every table that has some, as PostgreSQL's COPY writes them
# Neither foreign keys nor triggers are asked, until the transaction ends or the connection is told otherwise.
UNASKED, ASKED = "SET session_replication_role = replica", "SET session_replication_role = DEFAULT"


def may_pass_over_keys() -> bool:
    """A server of somebody's own may not let us pass over its foreign keys; the private one does."""
    return connection.vendor == "postgresql" and first("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")


def first(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def take(tables: Iterable[str]) -> Rows:
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.cursor.copy_expert(f'COPY "{table}" TO STDOUT', file := io.BytesIO())
            rows[table] = file.getvalue()
    return {table: content for table, content in rows.items() if content}


def put(rows: Rows) -> None:
    """Into tables that are empty."""
    with connection.cursor() as cursor:
        cursor.execute(UNASKED)
        for table, content in rows.items():
            cursor.cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.BytesIO(content))
        cursor.execute(ASKED)


def deletion(tables: Iterable[str]) -> str:
    """For one transaction. TRUNCATE makes the files of every table and index anew, where most tests write to few.

    The lock waits for a late request that still writes, as TRUNCATE would.
    """
    every = [connection.ops.quote_name(table) for table in tables]
    lock = f"LOCK TABLE {', '.join(every)} IN EXCLUSIVE MODE"
    return "; ".join([lock, UNASKED, *(f"DELETE FROM {table}" for table in every), ASKED])  # noqa: S608  our own
