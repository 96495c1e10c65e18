"""What a group of the demonstration does in a month: most around Anti-Slavery Day, least in August, by its kind."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone

from config.demo import groups_fates
from config.demo.dice import between, happens, one_of
from config.demo.groups_fates import FALLS
from groups import health
from groups.enums import ActivityKind, Criterion, GroupKind
from groups.models import CommunityGroup
from people.clocks import months_after

A, K = ActivityKind, GroupKind
AHEAD = 75  # days for which groups plan
NOTICE = timedelta(days=20)  # that they give
LONG_AGO = 300  # days: what was done before then soon counts no more
ANTI_SLAVERY_DAY = (10, 18)  # month and day
OCTOBER = 10
# How many things of a hundred a group does in each month from January.
USUAL = (60, 70, 95, 80, 85, 80, 45, 20, 90, 190, 100, 65)
IN_TERM = (70, 110, 110, 50, 70, 25, 0, 0, 60, 210, 130, 30)
IN_LENT_AND_ADVENT = (55, 90, 120, 75, 75, 70, 40, 20, 80, 180, 110, 120)
IN_HOLIDAYS_TOO = (50, 90, 70, 90, 70, 60, 60, 30, 70, 170, 80, 60)
MONTHS = {
    K.CHURCH: IN_LENT_AND_ADVENT,
    K.UNIVERSITY: IN_TERM,
    K.SCHOOL: IN_TERM,
    K.YOUTH: IN_HOLIDAYS_TOO,
}
OFTEN = (A.MEETING, A.MEETING, A.STALL, A.TALK, A.LETTERS)
DOES = {
    K.TOWN: (*OFTEN, A.STALL, A.TRAINING, A.VIGIL, A.OTHER),
    K.CHURCH: (A.MEETING, A.VIGIL, A.TALK, A.FUNDRAISING, A.LETTERS, A.STALL, A.TRAINING),
    K.UNIVERSITY: (*OFTEN, A.STALL, A.FUNDRAISING, A.TRAINING),
    K.SCHOOL: (A.MEETING, A.TALK, A.FUNDRAISING, A.OTHER),
    K.YOUTH: (A.MEETING, A.FUNDRAISING, A.OTHER, A.TALK),
    K.WORKPLACE: (A.TRAINING, A.TALK, A.STALL, A.MEETING),
    K.TRAINED: (A.TRAINING, A.TALK, A.MEETING, A.TRAINING),
    K.OTHER: (A.MEETING, A.MEETING, A.LETTERS, A.TALK),
}
IN_OCTOBER = (A.VIGIL, A.STALL, A.TALK, A.VIGIL, A.LETTERS)
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
ON_WORKING_DAYS = frozenset({K.UNIVERSITY, K.SCHOOL, K.WORKPLACE, K.TRAINED})


class Happening(NamedTuple):
    on: date
    kind: ActivityKind


def of(group: CommunityGroup) -> list[Happening]:
    """In order, up to those that are planned. A group that was active too rarely has exactly as few as that."""
    start, end = day_of_start(group) + timedelta(days=5), groups_fates.days_ago(-AHEAD)
    every = (each for month in months(start, end) for each in in_month(group, month))
    found = {each.on: each for each in every if start <= each.on <= end}
    fall = FALLS.get(group.town)
    if fall and fall.criterion == Criterion.ACTIVITY:
        return few(group, list(found.values()), groups_fates.last_day_in_order(fall, months=12))
    if fall is None:
        found |= {each.on: each for each in enough(group, found, start)}
    return sorted(found.values())


def day_of_start(group: CommunityGroup) -> date:
    return timezone.localdate(group.approved_at)


def months(start: date, end: date) -> Iterator[date]:
    month = start.replace(day=1)
    while month <= end:
        yield month
        month = months_after(month, 1)


def in_month(group: CommunityGroup, month: date) -> Iterator[Happening]:
    percent = MONTHS.get(GroupKind(group.kind), USUAL)[month.month - 1]
    number = percent // 100 + happens(percent % 100, group.slug, month)
    for each in range(number):
        on, kind = month + timedelta(days=between(0, 27, group.slug, month, each)), kind_of(group, month, each)
        yield Happening(around(group, on, each, kind), kind)


def around(group: CommunityGroup, on: date, each: int, kind: ActivityKind) -> date:
    """On the weekday that the group has for its own, or when people shop; once each October near Anti-Slavery Day."""
    if on.month == OCTOBER and not each:
        on = date(on.year, *ANTI_SLAVERY_DAY) + timedelta(days=between(-3, 2, group.slug, on.year))
        return on if group.kind not in ON_WORKING_DAYS else on + timedelta(days=-2 * (on.weekday() > FRIDAY))
    wanted = between(0, FRIDAY if group.kind in ON_WORKING_DAYS else SUNDAY, group.slug, "weekday")
    if kind == A.STALL and group.kind not in ON_WORKING_DAYS:
        wanted = SUNDAY if group.kind == K.CHURCH else SATURDAY
    return on + timedelta(days=(wanted - on.weekday() + 3) % 7 - 3)


def kind_of(group: CommunityGroup, month: date, each: int) -> ActivityKind:
    choices = IN_OCTOBER if month.month == OCTOBER and not each else DOES[GroupKind(group.kind)]
    return one_of(choices, group.slug, month, each, "kind")


def few(group: CommunityGroup, found: list[Happening], last: date) -> list[Happening]:
    """The last but one on `last`, and one thing since then: a year after `last` it is one alone."""
    before = [each for each in found if each.on < last]
    return sorted([*before, Happening(last, A.MEETING), Happening(last + timedelta(days=40), A.STALL)])


def enough(group: CommunityGroup, found: dict[date, Happening], start: date) -> Iterator[Happening]:
    """Whoever is in order did two things within the year, and most have something planned soon."""
    year_ago, today = groups_fates.days_ago(LONG_AGO), timezone.localdate()
    if sum(year_ago <= on < today for on in found) < health.ACTIVITIES:
        for least, most, kind in ((9, 120, A.MEETING), (130, LONG_AGO, A.STALL)):
            on = groups_fates.days_ago(between(least, most, group.slug))
            if on >= start:
                yield Happening(on, kind)
    if happens(55, group.slug, "soon"):
        yield Happening(groups_fates.days_ago(-between(3, 40, group.slug)), DOES[GroupKind(group.kind)][0])
