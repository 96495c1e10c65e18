"""The table of postcodes, the one that is to take its place, and the one that had it before.

What differs between the two databases stands here. On PostgreSQL an import is one transaction, and fills with COPY.
SQLite has one write lock for everything, so there the next table is filled in short transactions while the site goes
on; what a killed import left of it is dropped by the next one.
"""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import chain, islice
from pathlib import Path
from string import ascii_uppercase
from typing import Any, Protocol, cast

from django.db import DatabaseError, IntegrityError, connection, transaction

from places.imports import ImportRefused
from places.imports.postcodes import COLUMNS, Batch, Batches
from places.models import Postcode

STANDING = Postcode._meta.db_table
NEXT, PREVIOUS = f"{STANDING}_next", f"{STANDING}_previous"
SUFFIXES = {STANDING: "", NEXT: "_next", PREVIOUS: "_previous"}  # of the names of their indexes too
LISTED = ", ".join(COLUMNS)
BATCHES_AT_ONCE = 10  # some 40,000 rows: SQLite's write lock is then held for a moment
PATIENCE = "3s"  # how long look-ups wait behind an exchange that waits for whoever holds the table, such as pg_dump
# What the standing table's owner let other roles do, such as one that only reads: no part of CREATE TABLE LIKE.
GRANTED = """
    SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
        string_agg(privilege_type, ', ')
    FROM pg_class, aclexplode(relacl) WHERE pg_class.oid = %s::regclass AND grantee <> relowner GROUP BY grantee
"""
BUSY = "Another import of postcodes is running. Try again when it has ended."


class Tables(Protocol):
    """What an import needs of a database."""

    null: str | None  # what it wants for nothing: a text where it wants text for everything
    slices: tuple[str, ...]  # conditions that share out the rows, where a statement for all would hold a lock for long

    def importing(self) -> AbstractContextManager[None]:
        """A context in which nobody else imports; where it ends in an error nothing was changed."""

    def make_next(self) -> None: ...

    def fill(self, batches: Batches) -> None:
        """Put a list's rows into the next table. Raises ImportRefused."""

    def complete(self) -> None:
        """Indexes and statistics, once all rows are in."""

    def rename(self, table: str, name: str) -> None: ...


class PostgreSQL:
    null: str | None = "\\N"
    slices: tuple[str, ...] = ("TRUE",)

    @contextmanager
    def importing(self) -> Iterator[None]:
        with transaction.atomic():
            if not value("SELECT pg_try_advisory_xact_lock(hashtext(%s))", NEXT):
                raise ImportRefused(BUSY)
            run(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            yield

    def make_next(self) -> None:
        run(f"CREATE TABLE {NEXT} (LIKE {STANDING} INCLUDING ALL EXCLUDING INDEXES)")
        for role, rights in rows(GRANTED, STANDING):
            run(f"GRANT {rights} ON {NEXT} TO {role}")

    def fill(self, batches: Batches) -> None:
        feed = Feed(batches)
        try:
            with connection.wrap_database_errors, connection.cursor() as cursor:
                # FREEZE can be had, since the table is as new as the transaction: VACUUM need not write it all again.
                cursor.copy_expert(f"COPY {NEXT} ({LISTED}) FROM STDIN WITH (FREEZE)", feed)
        except DatabaseError:
            if feed.refused:
                raise feed.refused from None
            raise

    def complete(self) -> None:
        try:
            with transaction.atomic():
                self.make_indexes()
        except IntegrityError as error:
            twice = rows(f"SELECT code FROM {NEXT} GROUP BY code HAVING count(*) > 1 ORDER BY code LIMIT 1")  # noqa: S608
            raise in_twice(twice[0][0]) from error
        run(f"ANALYZE {NEXT}")

    def make_indexes(self) -> None:
        for name, definition, primary in indexes(STANDING):
            own, (kind, columns) = f"{name}{SUFFIXES[NEXT]}", definition.split(f" INDEX {name} ON ")
            run(f"{kind} INDEX {own} ON {NEXT} USING {columns.partition(' USING ')[2]}")
            if primary:
                run(f"ALTER TABLE {NEXT} ADD CONSTRAINT {own} PRIMARY KEY USING INDEX {own}")

    def rename(self, table: str, name: str) -> None:
        run(f"ALTER TABLE {table} RENAME TO {name}")
        for index, *_ in indexes(name):
            run(f"ALTER INDEX {index} RENAME TO {index.removesuffix(SUFFIXES[table])}{SUFFIXES[name]}")


class SQLite:
    null: str | None = None
    slices: tuple[str, ...] = tuple(
        f"code >= '{letter}' AND code < '{chr(ord(letter) + 1)}'" for letter in ascii_uppercase
    )

    @contextmanager
    def importing(self) -> Iterator[None]:
        with Path(f"{connection.settings_dict['NAME']}.importing").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ImportRefused(BUSY) from error
            run("PRAGMA mmap_size = 0")  # what is read once need not be kept in this process's memory
            try:
                yield
            finally:
                drop(NEXT)

    def make_next(self) -> None:
        drop(NEXT)
        made = value("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", STANDING)
        run(made.replace(STANDING, NEXT, 1))

    def fill(self, batches: Batches) -> None:
        statement = f"INSERT INTO {NEXT} ({LISTED}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
        while some := [*islice(batches, BATCHES_AT_ONCE)]:
            try:
                # Not by a cursor of Django's, which would hold on to every row until the last.
                with transaction.atomic(), connection.wrap_database_errors:
                    connection.connection.executemany(
                        statement, chain.from_iterable(zip(*batch, strict=True) for batch in some)
                    )
            except IntegrityError as error:
                raise in_twice(self.first_known([str(code) for codes, *_ in some for code in codes])) from error

    def first_known(self, codes: list[str]) -> str:
        """The first that stands in the next table already, or among those before it."""
        for index, code in enumerate(codes):
            if code in codes[:index] or value(f"SELECT 1 FROM {NEXT} WHERE code = %s", code):  # noqa: S608
                return code
        raise AssertionError("a postcode was refused that stood nowhere before")

    def complete(self) -> None:
        """Nothing: the one index is a part of the table, and look-ups by primary key need no statistics."""

    def rename(self, table: str, name: str) -> None:
        run(f"ALTER TABLE {table} RENAME TO {name}")


class Feed:
    """What COPY reads from. It gives a batch at a time, whatever size is asked for."""

    def __init__(self, batches: Batches) -> None:
        self.texts = filter(None, map(copy_text, batches))
        self.refused: ImportRefused | None = None

    def read(self, _: int) -> bytes:
        try:
            return next(self.texts, b"")
        except ImportRefused as refused:
            self.refused = refused  # the driver makes an error of its own of it
            raise


def copy_text(batch: Batch) -> bytes:
    """In COPY's text format; nothing in these columns wants an escape."""
    text = "\n".join(map("\t".join, cast("Iterable[tuple[str, ...]]", zip(*batch, strict=True))))
    return f"{text}\n".encode() if text else b""


def tables() -> Tables:
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def indexes(table: str) -> list[tuple[str, str, bool]]:
    """Name, definition, and whether it is the primary key's."""
    return rows(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisprimary FROM pg_index"
        " WHERE indrelid = %s::regclass",
        table,
    )


def in_twice(code: str) -> ImportRefused:
    return ImportRefused(f"{code[:-3]} {code[-3:]} stands in the file more than once. Nothing was changed.")


def exists(table: str) -> bool:
    return table in connection.introspection.table_names()


def columns(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return [(column.name, column.type_code, column.display_size, column.null_ok) for column in described]


def drop(table: str) -> None:
    run(f"DROP TABLE IF EXISTS {table}")


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def value(statement: str, *values: Any) -> Any:
    found = rows(statement, *values)
    return found[0][0] if found else None
