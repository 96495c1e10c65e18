"""Rows that are compared with a source from time to time: `checked_at` says when, and is no change of what they say."""

from django.db.models import Model

from places.services.changes import Ledger


def add(ledger: Ledger, row: Model) -> None:
    """Add a row so that a later check of it doesn't stand in the way of an undo."""
    ledger.add(row)
    del ledger.changes[-1]["after"]["checked_at"]
