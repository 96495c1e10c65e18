"""What an award is worth on a day, from its rows and that day alone. The same in SQL: selectors.validity.

A period includes its last day. Awards last to the end of a month: all of a month are renewed together, and nobody
gains or loses a year by the day of the course (rules: docs/features/training.md).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from people.clocks import months_after
from training.enums import COUNTS_AS_TRAINED, Standing

EXPIRING = WINDOW = 90  # days before the end: it runs out soon, and can be renewed without loss


class Extension(NamedTuple):
    made_on: date  # before that day nobody knew of it
    until: date


class Facts(NamedTuple):
    valid_from: date
    valid_until: date | None  # as issued; None: for ever
    grace: int = 6  # months after the end in which a refresher is enough
    extensions: Sequence[Extension] = ()
    revoked_on: date | None = None
    renewed_from: date | None = None  # the first day of the award that follows it


def end_of_month(day: date) -> date:
    return months_after(day.replace(day=1), 1) - timedelta(days=1)


def valid_until(start: date, months: int) -> date:
    return end_of_month(months_after(start, months))


def end(facts: Facts, on: date) -> date | None:
    """Its last day as known on a day: an extension never shortens."""
    if facts.valid_until is None:
        return None
    return max([facts.valid_until, *(each.until for each in facts.extensions if each.made_on <= on)])


def grace_until(last: date, months: int) -> date:
    return end_of_month(months_after(last, months))


def standing(facts: Facts, on: date) -> Standing:
    if facts.revoked_on is not None and facts.revoked_on <= on:
        return Standing.REVOKED
    if on < facts.valid_from:
        return Standing.UPCOMING
    if facts.renewed_from is not None and facts.renewed_from <= on:
        return Standing.SUPERSEDED
    last = end(facts, on)
    if last is None or on <= last - timedelta(days=EXPIRING):
        return Standing.VALID
    if on <= last:
        return Standing.EXPIRING
    return Standing.GRACE if on <= grace_until(last, facts.grace) else Standing.LAPSED


def counts(facts: Facts, on: date) -> bool:
    return standing(facts, on) in COUNTS_AS_TRAINED


def renewal_starts(facts: Facts, completed_on: date) -> date:
    """Inside the window it runs from the old end, so that renewing early costs nothing; afterwards from completion."""
    last = end(facts, completed_on)
    is_early = last is not None and last - timedelta(days=WINDOW) < completed_on <= last
    return last + timedelta(days=1) if last is not None and is_early else completed_on
