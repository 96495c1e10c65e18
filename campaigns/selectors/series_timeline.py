"""Who gets what of a series, and when, as things are now: in numbers, and some of them by name."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from campaigns import audiences, series_days
from campaigns.models import MailoutClicks, Series, SeriesStep
from campaigns.selectors import series as selectors
from mail.enums import LEFT, OPEN, State
from mail.models import Delivery
from people.enums import Access
from people.models import Person, User
from people.services import access

A_WEEK, A_MONTH = 7, 30
MOST_SHOWN = 10  # people by each step


class Figures(NamedTuple):
    waiting: int = 0
    left: int = 0
    came_back: int = 0
    not_sent: int = 0
    clicks: int = 0


class Ahead(NamedTuple):
    """How many addresses get a step now and soon, if nothing changes; those of a week are among those of a month."""

    now: int = 0
    in_a_week: int = 0
    in_a_month: int = 0
    error: str = ""


class Line(NamedTuple):
    step: SeriesStep
    audience: str
    figures: Figures
    ahead: Ahead


class Next(NamedTuple):
    step: SeriesStep
    people: list[Person]


def lines(series: Series) -> list[Line]:
    figures = figures_of(series)
    steps = series.steps.select_related("series__petition", "mailing")
    return [Line(step, audience_of(step), figures.get(step.pk, Figures()), ahead(step)) for step in steps]


def audience_of(step: SeriesStep) -> str:
    try:
        audience = audiences.parse(step.conditions)
        return audiences.sentence(audience, purpose=step.series.purpose) if audience.groups else ""
    except audiences.BadAudience as bad:
        return str(bad)


def figures_of(series: Series) -> dict[int, Figures]:
    """By the key of each step, in two queries."""
    came_back = Q(state__in=(State.BOUNCED, State.COMPLAINED))
    rows = Delivery.objects.filter(mailing__step__series=series).order_by().values("mailing__step")
    counted: Any = rows.annotate(
        waiting=Count("pk", filter=Q(state__in=OPEN)),
        left=Count("pk", filter=Q(state__in=LEFT)),
        came_back=Count("pk", filter=came_back),
        not_sent=Count("pk", filter=Q(state__in=(State.CANCELLED, State.REJECTED))),
    )
    found = {row.pop("mailing__step"): row for row in counted}
    clicks = MailoutClicks.objects.filter(link__step__series=series).order_by().values("link__step")
    numbers = dict(clicks.annotate(total=Sum("number")).values_list("link__step", "total"))
    return {key: Figures(**found.get(key, {}), clicks=numbers.get(key, 0)) for key in found.keys() | numbers.keys()}


def ahead(step: SeriesStep) -> Ahead:
    try:
        return Ahead(number(step, 0), number(step, A_WEEK), number(step, A_MONTH))
    except audiences.BadAudience as bad:
        return Ahead(error=str(bad))


def number(step: SeriesStep, days: int) -> int:
    rows = within(step, days).aggregate(number=Count("person__address", distinct=True))
    found: int = rows["number"]
    return found


def within(step: SeriesStep, days: int) -> Any:
    """The consents of those who get it by so many days from now, as far as anybody knows today."""
    today: date = timezone.localdate()
    first, last = series_days.window(step.wait_days, today)
    return selectors.begun_between(step, first, last + timedelta(days=days), today)


def who_is_next(series: Series, *, by: User) -> list[Next]:
    """Some of those who get something within a week. That they were looked at is written down for each."""
    with transaction.atomic():
        return [Next(step, people) for step, people in next_of(series, by) if people]


def next_of(series: Series, by: User) -> Iterator[tuple[SeriesStep, list[Person]]]:
    for step in series.steps.select_related("series__petition"):
        try:
            rows = within(step, A_WEEK).select_related("person").order_by("pk")[:MOST_SHOWN]
            people = [consent.person for consent in rows]
        except audiences.BadAudience:
            people = []
        for person in people:
            access.record(Access.VIEWED, by=by, person=person, reason="Next to get a message of a series")
        yield step, people
