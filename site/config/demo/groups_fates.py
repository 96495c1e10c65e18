"""Which groups of the demonstration are young, at risk or asleep, and the days that make them so."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from config.demo.dice import between
from groups import health
from groups.enums import Criterion

C = Criterion
LEEDS, OF_LEEDS = "Leeds", 748  # which Charlie leads; days since it was approved
OLDEST, YOUNGEST = 900, 110  # the same of a group that nothing is wrong with
AGREED_ANEW = 45  # days since the second version of the agreement was published
ONE_YEAR = 366


class Fall(NamedTuple):
    criterion: Criterion
    days: int  # since the first on which it failed


FALLS = {
    "Ayr": Fall(C.ACTIVITY, 9),
    "Blackpool": Fall(C.LEADERS, 16),
    "Carlisle": Fall(C.AGREEMENT, AGREED_ANEW - health.AGREEMENT_GRACE - 1),
    "Hastings": Fall(C.RENEWAL, 6),
    "Huddersfield": Fall(C.ACTIVITY, 26),
    "Newry": Fall(C.LEADERS, 2),
    "Rugby": Fall(C.ACTIVITY, 1),
    "Swansea": Fall(C.ACTIVITY, 19),
    "Truro": Fall(C.AGREEMENT, AGREED_ANEW - health.AGREEMENT_GRACE - 1),
    "Walsall": Fall(C.RENEWAL, 21),
    "Ballymena": Fall(C.ACTIVITY, 110),
    "Barry": Fall(C.ACTIVITY, 60),
    "Falkirk": Fall(C.LEADERS, 47),
    "Hexham": Fall(C.ACTIVITY, 39),
    "Kettering": Fall(C.RENEWAL, 52),
    "Margate": Fall(C.ACTIVITY, 81),
    "Wigan": Fall(C.LEADERS, 74),
}
YOUNG = {
    "Bath": 12,
    "Brixton": 20,
    "Derry": 33,
    "Exeter": 41,
    "Harrogate": 55,
    "Lancaster": 64,
    "Perth": 70,
    "Slough": 27,
    "Telford": 48,
    "Wrexham": 8,
}


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def started_at(town: str, number: int) -> datetime:
    """When it was approved: more and more of them, as it went on."""
    return at(days_ago(days_since_start(town)), 10, number % 60)


def days_since_start(town: str) -> int:
    if town in YOUNG:
        return YOUNG[town]
    if town == LEEDS:
        return OF_LEEDS
    fall = FALLS.get(town)
    if fall is None:
        share = between(0, 1000, town) / 1000
        return YOUNGEST + int((OLDEST - YOUNGEST) * share**1.6)
    if fall.criterion == C.RENEWAL:
        return asked_days_ago(fall) + ONE_YEAR
    return ONE_YEAR + fall.days + between(120, 300, town)


def asked_days_ago(fall: Fall) -> int:
    """When a group that did not answer was asked whether it goes on."""
    return fall.days + health.RENEWAL_GRACE + 1


def last_day_in_order(fall: Fall, *, months: int) -> date:
    """The day from which so many months brought it to its fall, or as near to it as the calendar has one."""
    fell_on = days_ago(fall.days)
    day = fell_on - timedelta(days=31 * months + 3)
    while health.day_after(day + timedelta(days=1), months=months) <= fell_on:
        day += timedelta(days=1)
    return day
