"""Locks are taken in one order, so that nobody waits for ever.

Addresses, people, signatures, the totals of petitions, petitions, the lines of their logs, the number of the pages.
"""

from collections.abc import Collection

from django.db import connection

from campaigns.models import Mailout


def share(petition_ids: Collection[int]) -> None:
    """Before what comes after petitions: whoever hands one in, or takes another step in its life, locks it first.

    A row that points at a petition does the same, but not before its transaction ends. SQLite has one lock.
    """
    if connection.vendor == "postgresql" and petition_ids:
        sql = "SELECT id FROM campaigns_petition WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
        with connection.cursor() as cursor:
            cursor.execute(sql, [sorted(petition_ids)])


def alone_with(mailout: Mailout) -> None:
    """Until the transaction ends nobody else writes its messages down.

    Its own row stays free, so that it can be paused or cancelled at once. SQLite has one lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('messages of a mail-out'), %s)", [mailout.pk])
