"""Telling PostgreSQL's planner how much there is: what isn't committed nobody else can reckon for it."""

from django.db import connection


def reckon() -> None:
    """Else it takes a table that was empty when it was last looked at for empty, and goes through all of it row by row.

    SQLite needs no telling.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
