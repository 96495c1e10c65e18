"""Which reminder that training runs out is due on a day, from facts and that day alone: selectors.reminders in SQL.

Nothing is planned ahead: who was sent what is written down, and what is due is found anew each time. So an award that
is extended, renewed, revoked or moved to another record is reminded of as it stands now.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from training.enums import Rule

IN_ORDER = (Rule.D90, Rule.D60, Rule.D30, Rule.D7, Rule.DAY, Rule.AFTER)
FORGOTTEN = 90  # days after the end; from then on nobody is reminded any more


class Facts(NamedTuple):
    last: date | None  # the end of the award, extensions counted; None: it lasts for ever
    is_revoked: bool = False
    is_renewed: bool = False  # they hold another of the course that lasts as long or longer
    is_retired: bool = False  # nobody teaches the course any more
    is_unwanted: bool = False  # they asked not to be reminded
    is_out_of_reach: bool = False  # erased, or their mailbox is not written to
    reminded: Collection[str] = ()  # the rules of this end, followed or passed over


def due(facts: Facts, on: date) -> Rule | None:
    """After days on which we did not look, the newest alone: three at once would tell nobody more than one does."""
    if any((facts.is_revoked, facts.is_renewed, facts.is_retired, facts.is_unwanted, facts.is_out_of_reach)):
        return None
    rule = rule_on(facts.last, on) if facts.last else None
    return None if rule in facts.reminded else rule


def rule_on(last: date, on: date) -> Rule | None:
    """The newest rule whose day has come."""
    if on >= last + timedelta(days=FORGOTTEN):
        return None
    return next((rule for rule in reversed(IN_ORDER) if first_day(rule, last) <= on), None)


def first_day(rule: Rule, last: date) -> date:
    return last - timedelta(days=int(rule))


def passed_over(rule: Rule) -> tuple[Rule, ...]:
    """Those before it."""
    return IN_ORDER[: IN_ORDER.index(rule)]


def window(on: date) -> tuple[date, date]:
    """The first and the last end of which anything can be due."""
    return on - timedelta(days=FORGOTTEN - 1), on + timedelta(days=int(Rule.D90))


def last_end(rule: Rule, on: date) -> date:
    """The last end of which the day of the rule has come."""
    return on + timedelta(days=int(rule))
