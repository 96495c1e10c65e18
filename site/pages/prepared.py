"""Statements that PostgreSQL parses and plans once for each connection instead of each time.

Only outside a transaction: an error would end the transaction, and a pooler that lends a server's connection to many
clients may have mislaid what was prepared. Then the statement is sent as it is. A plan is made anew after some seconds:
one that was made while a table was empty reads all of it, also when it has grown.
"""

import time
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DatabaseError, connection

MOST = 100  # different statements on one connection; each takes memory of the server
FRESH_FOR = 10  # seconds; the server plans a statement five times before it keeps a plan

_prepared: WeakKeyDictionary[Any, dict[str, float]] = WeakKeyDictionary()  # by the driver's connection


def fetch_one(text: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """The first row of what a statement, which holds no "%" but its placeholders "%s", gives."""
    if not may_prepare():
        return execute(text, values)
    connection.ensure_connection()
    since = _prepared.setdefault(connection.connection, {})
    name = f"ours_{sha256(text.encode()).hexdigest()[:20]}"
    if len(since) >= MOST and name not in since:
        return execute(text, values)
    try:
        prepare(name, text, since)
        return execute(f"EXECUTE {name} ({', '.join(['%s'] * len(values))})", values)
    except DatabaseError as error:
        if not learn(error, name, since):
            raise
        return execute(text, values)


def may_prepare() -> bool:
    return connection.vendor == "postgresql" and not connection.in_atomic_block


def prepare(name: str, text: str, since: dict[str, float]) -> None:
    now = time.monotonic()
    if name in since and now - since[name] < FRESH_FOR:
        return
    if name in since:
        execute(f"DEALLOCATE {name}", (), gives_rows=False)
    execute(f"PREPARE {name} AS {numbered(text)}", (), gives_rows=False)
    since[name] = now


def learn(error: DatabaseError, name: str, since: dict[str, float]) -> bool:
    """Note what the error says of a name; False where it is about something else."""
    match getattr(error.__cause__, "pgcode", None):
        case "26000":  # no such statement
            since.pop(name, None)
        case "42P05":  # there is one already
            since[name] = time.monotonic()
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
