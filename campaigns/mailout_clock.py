"""The clock of mail-outs: London's, in summer and in winter, with the hours of the night in which none leaves."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


def in_london(said: datetime) -> datetime:
    """The moment that staff mean by a time on the wall in London.

    One that comes twice, when the clocks go back, is the first. One that the clocks skip in spring is as long after
    midnight as was said, which is an hour later on the clock.
    """
    return (said if timezone.is_aware(said) else said.replace(tzinfo=LONDON, fold=0)).astimezone(UTC)


def is_skipped(said: datetime) -> bool:
    """Whether no clock in London shows this time on that day."""
    return in_london(said).astimezone(LONDON).replace(tzinfo=None) != said.replace(tzinfo=None)


def quiet_until(now: datetime, start: time, end: time) -> datetime | None:
    """When the quiet hours end in which this moment lies; None where it lies in none. Equal times: there are none.

    They may begin before midnight and end after it. Of a time that comes twice they begin with the first and end with
    the second.
    """
    today = now.astimezone(LONDON).date()
    for day in (today - DAY, today):
        begin, over = min(on_the_wall(day, start)), max(on_the_wall(day if start <= end else day + DAY, end))
        if begin <= now < over:
            return over
    return None


def on_the_wall(day: date, at: time) -> list[datetime]:
    """When clocks in London show this time on this day: nearly always once."""
    return [datetime.combine(day, at.replace(fold=fold), LONDON).astimezone(UTC) for fold in (0, 1)]
