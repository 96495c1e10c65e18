"""Asking Wagtail's index, which holds everything that can be found, in one query.

Wagtail's own query asks for one model at a time and, on SQLite, ranks by a subquery for each row, which took a second
over 2,000 pages. Here each database ranks as it scans, and both stem (docs/decisions/0016-search.md).
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from django.db import connection

Operator = Literal["AND", "OR"]
MOST = 5_000
ON_POSTGRESQL = """
    SELECT content_type_id, object_id FROM wagtailsearch_indexentry, (SELECT {query} AS query) AS asked
    WHERE (title || body) @@ query ORDER BY ts_rank(title || body, query) DESC, id LIMIT %s"""
# The columns are autocomplete, body and title: a word of the title weighs ten times one of the body.
ON_SQLITE = """
    SELECT content_type_id, object_id FROM wagtailsearch_indexentry_fts
    JOIN wagtailsearch_indexentry ON wagtailsearch_indexentry.id = wagtailsearch_indexentry_fts.rowid
    WHERE wagtailsearch_indexentry_fts MATCH %s ORDER BY bm25(wagtailsearch_indexentry_fts, 0, 1, 10), id LIMIT %s"""


class Entry(NamedTuple):
    content_type: int
    pk: int


def entries(words: Sequence[str], operator: Operator) -> list[Entry]:
    """What has all of the words or any of them, the best first. A word has only letters, digits and points."""
    ask = on_postgresql if connection.vendor == "postgresql" else on_sqlite
    sql, parameters = ask(words, operator)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, MOST])
        return [Entry(content_type, int(pk)) for content_type, pk in cursor.fetchall()]


def on_postgresql(words: Sequence[str], operator: Operator) -> tuple[str, list[str]]:
    both = " && " if operator == "AND" else " || "
    return ON_POSTGRESQL.format(query=both.join("plainto_tsquery('english', %s)" for _ in words)), list(words)


def on_sqlite(words: Sequence[str], operator: Operator) -> tuple[str, list[str]]:
    together = f" {operator} ".join(f'"{word}"' for word in words)
    return ON_SQLITE, [f"{{title body}} : ({together})"]
