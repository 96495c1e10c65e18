"""What an award is worth on a day, from its rows and that day alone. The same in SQL: training.models.award.

A period includes its last day. Awards last to the end of a month: all of a month are renewed together, and nobody
gains or loses a year by the day of the course (rules and the source of each figure: docs/features/training.md).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from people.clocks import months_after
from training.enums import COUNTS_AS_TRAINED, Standing

EXPIRING = 90  # days, its last one included, in which it runs out soon
WINDOW = 90  # days before its last one from which it can be renewed without loss, as its first reminder says


class Extension(NamedTuple):
    made_on: date  # before that day nobody knew of it
    until: date
    undone_on: date | None = None  # from that day on it is as if it had not been given


class Revoked(NamedTuple):
    on: date
    reinstated_on: date | None = None


class Renewal(NamedTuple):
    """An award that follows this one. While it is revoked, this one is worth what it was worth without it."""

    valid_from: date
    revocations: Sequence[Revoked] = ()


class Facts(NamedTuple):
    valid_from: date
    valid_until: date | None  # as issued; None: for ever
    grace: int = 6  # months after the end in which a refresher is enough
    extensions: Sequence[Extension] = ()
    revocations: Sequence[Revoked] = ()
    renewals: Sequence[Renewal] = ()


def end_of_month(day: date) -> date:
    return months_after(day.replace(day=1), 1) - timedelta(days=1)


def valid_until(start: date, months: int) -> date:
    return end_of_month(months_after(start, months))


def end(facts: Facts, on: date) -> date | None:
    """Its last day as known on a day: an extension never shortens."""
    if facts.valid_until is None:
        return None
    known = [each for each in facts.extensions if is_between(each.made_on, each.undone_on, on)]
    return max([facts.valid_until, *(each.until for each in known)])


def is_between(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or on < until)


def is_revoked(revocations: Sequence[Revoked], on: date) -> bool:
    return any(is_between(each.on, each.reinstated_on, on) for each in revocations)


def is_renewed(facts: Facts, on: date) -> bool:
    return any(each.valid_from <= on and not is_revoked(each.revocations, on) for each in facts.renewals)


def grace_until(last: date, months: int) -> date:
    return end_of_month(months_after(last, months))


def expires_from(on: date) -> date:
    """Awards that end on that day or later do not run out soon."""
    return on + timedelta(days=EXPIRING)


def standing(facts: Facts, on: date) -> Standing:
    if is_revoked(facts.revocations, on):
        return Standing.REVOKED
    if on < facts.valid_from:
        return Standing.UPCOMING
    if is_renewed(facts, on):
        return Standing.SUPERSEDED
    last = end(facts, on)
    if last is None or last >= expires_from(on):
        return Standing.VALID
    if on <= last:
        return Standing.EXPIRING
    return Standing.GRACE if on <= grace_until(last, facts.grace) else Standing.LAPSED


def counts(facts: Facts, on: date) -> bool:
    return standing(facts, on) in COUNTS_AS_TRAINED


def renewal_starts(facts: Facts, completed_on: date) -> date:
    """Inside the window it runs from the old end, so that renewing early costs nothing; afterwards from completion."""
    last = end(facts, completed_on)
    return last + timedelta(days=1) if last is not None and is_in_window(last, completed_on) else completed_on


def is_in_window(last: date, on: date) -> bool:
    return on <= last <= on + timedelta(days=WINDOW)
