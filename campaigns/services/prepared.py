"""Statements that PostgreSQL parses and plans once for each connection instead of each time.

Only outside a transaction: an error would end the transaction, and a pooler that lends a server's connection to many
clients may have mislaid what was prepared. Then the statement is sent as it is.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DatabaseError, connection

MOST = 100  # different statements on one connection; each takes memory of the server

_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()  # by the driver's connection


def fetch_one(text: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """The first row of what a statement, which holds no "%" but its placeholders "%s", gives."""
    connection.ensure_connection()
    names = _prepared.setdefault(connection.connection, set())
    name = f"ours_{sha256(text.encode()).hexdigest()[:20]}"
    if connection.in_atomic_block or (len(names) >= MOST and name not in names):
        return execute(text, values)
    try:
        if name not in names:
            execute(f"PREPARE {name} AS {numbered(text)}", (), gives_rows=False)
            names.add(name)
        return execute(f"EXECUTE {name} ({', '.join(['%s'] * len(values))})", values)
    except DatabaseError as error:
        if not learn(error, name, names):
            raise
        return execute(text, values)


def learn(error: DatabaseError, name: str, names: set[str]) -> bool:
    """Note what the error says of a name; False where it is about something else."""
    match getattr(error.__cause__, "pgcode", None):
        case "26000":  # no such statement
            names.discard(name)
        case "42P05":  # there is one already
            names.add(name)
        case _:
            return False
    return True


def execute(text: str, values: Sequence[Any], *, gives_rows: bool = True) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchone() if gives_rows else None


def numbered(text: str) -> str:
    first, *rest = text.split("%s")
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, start=1))
