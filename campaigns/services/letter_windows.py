"""When letters leave by e-mail: on working days and in office hours, as if somebody at a desk in London had sent them.

A bank holiday counts as a working day here: the three parts of the country have different ones, and a letter that
waits in an inbox over a day off does no harm.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from mail.models import Delivery
from mail.models.delivery import DeliveryQuerySet

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(8), time(18)
DIGESTS_AT, RUNS_AT = time(16), time(7)  # when the day's digests and print runs are made
SATURDAY = 5
LETTERS = ("letter", "letter_digest")  # the kinds of message that go to those who are written to
DAY = timedelta(days=1)


def is_working_day(moment: datetime) -> bool:
    return moment.astimezone(LONDON).weekday() < SATURDAY


def is_open(now: datetime | None = None) -> bool:
    there = (now or timezone.now()).astimezone(LONDON)
    return is_working_day(there) and OPENS <= there.time() < CLOSES


def next_opening(now: datetime | None = None) -> datetime:
    """The first moment from now on at which letters may leave: now itself where they may."""
    now = now or timezone.now()
    if is_open(now):
        return now
    day = now.astimezone(LONDON).date()
    opening = datetime.combine(day, OPENS, LONDON)
    while opening < now or not is_working_day(opening):
        day += DAY
        opening = datetime.combine(day, OPENS, LONDON)
    return opening


def last(at: time, now: datetime | None = None) -> datetime:
    """The last moment of a working day, up to now, at which the clock said so: what came before is that day's."""
    now = now or timezone.now()
    day = now.astimezone(LONDON).date()
    moment = datetime.combine(day, at, LONDON)
    while moment > now or not is_working_day(moment):
        day -= DAY
        moment = datetime.combine(day, at, LONDON)
    return moment


def late() -> DeliveryQuerySet:
    """Letters that are due and may not leave now: those that waited behind many others, or were to be tried again."""
    return Delivery.objects.none() if is_open() else Delivery.objects.due().filter(kind__in=LETTERS)


def put_off() -> int:
    """Until letters may leave again; returns how many."""
    keys = list(late().values_list("pk", flat=True)[:5000])
    waiting = Delivery.objects.waiting().filter(pk__in=keys)
    return waiting.update(due_at=next_opening())
