"""Which step of a series somebody gets on a day, from facts and that day alone: selectors.series in SQL.

Nothing is planned ahead: what was written down is the ledger, and what is due is found anew each time. So whatever
happens to a person, a consent, a signature or the site itself, a step comes once, or not at all where it is too late.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

FORGOTTEN = 14  # days after its day a step is not sent any more
BEFORE_THE_END = 60  # days: that an award lapses is a fact so long before its last day


class Facts(NamedTuple):
    begun: Collection[date]  # the days on which something began the series for them
    agreed: bool = True  # a consent for the purpose of the series is live
    is_out_of_reach: bool = False  # their mailbox is not written to
    has_signed_the_other: bool = False  # the petition that stops it
    has_been_sent: bool = False  # this step, to them or to their address
    is_met: bool = True  # what the step asks of them


def is_due(facts: Facts, wait_days: int, on: date) -> bool:
    if not facts.agreed or not facts.is_met:
        return False
    if facts.is_out_of_reach or facts.has_signed_the_other or facts.has_been_sent:
        return False
    first, last = window(wait_days, on)
    return any(first <= day <= last for day in facts.begun)


def window(wait_days: int, on: date) -> tuple[date, date]:
    """The first and the last day of a fact by which the step is due."""
    last = on - timedelta(days=wait_days)
    return last - timedelta(days=FORGOTTEN - 1), last


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """When the first day begins, and the day after the last, in London."""
    zone = timezone.get_default_timezone()
    return (
        datetime.combine(first, time.min, zone),
        datetime.combine(last + timedelta(days=1), time.min, zone),
    )
