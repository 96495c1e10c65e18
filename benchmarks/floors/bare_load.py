"""The least that loads a list of postcodes: its columns, prepared, into a table like the site's, and nothing else.

`python -m benchmarks.floors.bare_load ADDRESS FILE` prints the seconds that it took: on PostgreSQL COPY of a plain
file, on SQLite one executemany of rows that lie in memory, in one transaction. FILE is the short list, in .xz.
"""

import lzma
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator

import environ
import psycopg2

COLUMNS = "(code, latitude, longitude, constituency_id)"
OF_PRODUCTION = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728;"
)


def main(address: str, file: str) -> None:
    at = environ.Env.db_url_config(address)
    print(on_sqlite(at["NAME"], file) if "sqlite" in at["ENGINE"] else on_postgresql(at, file))


def rows(file: str, keys: dict[str, int]) -> Iterator[tuple[str, float, float, int]]:
    with lzma.open(file, "rt") as lines:
        next(lines)
        for line in lines:
            code, latitude, longitude, constituency = line.rstrip("\n").split(",")
            yield code, float(latitude), float(longitude), keys[constituency]


def on_postgresql(at: dict[str, str], file: str) -> float:
    connection = psycopg2.connect(dbname=at["NAME"], user=at["USER"] or None, host=at["HOST"] or None)
    with connection, connection.cursor() as cursor, tempfile.TemporaryFile("w+") as plain:
        cursor.execute("SELECT code, id FROM places_constituency")
        plain.writelines("\t".join(map(str, row)) + "\n" for row in rows(file, dict(cursor.fetchall())))
        plain.seek(0)
        cursor.execute("DROP TABLE IF EXISTS bare; CREATE TABLE bare (LIKE places_postcode)")
        cursor.execute("ALTER TABLE bare ADD PRIMARY KEY (code)")
        connection.commit()
        started = time.perf_counter()
        cursor.copy_expert(f"COPY bare {COLUMNS} FROM STDIN", plain, size=1 << 17)
        connection.commit()
        taken = time.perf_counter() - started
        cursor.execute("DROP TABLE bare")
    connection.close()
    return taken


def on_sqlite(name: str, file: str) -> float:
    connection = sqlite3.connect(name, isolation_level=None)
    connection.executescript(OF_PRODUCTION)
    prepared = list(rows(file, dict(connection.execute("SELECT code, id FROM places_constituency"))))
    made = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'places_postcode'").fetchone()[0]
    connection.execute(made.replace("places_postcode", "bare", 1))
    started = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(f"INSERT INTO bare {COLUMNS} VALUES (?, ?, ?, ?)", prepared)  # noqa: S608
    connection.execute("COMMIT")
    taken = time.perf_counter() - started
    connection.execute("DROP TABLE bare")
    connection.close()
    return taken


if __name__ == "__main__":
    main(*sys.argv[1:])
