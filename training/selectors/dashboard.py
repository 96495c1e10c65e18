"""How training fares: who is trained over the months, whose training runs out, how quizzes and sessions go."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from pages.models import Fact
from people.clocks import months_after
from training.enums import AttemptKind, AttemptState, VersionState
from training.models import Attempt, Session, TrainedChange, TrainingLog
from training.selectors import past_sessions, questions

BACK, A_YEAR, AHEAD = 24, 12, 12  # months
A_DAY = timedelta(days=1)


class Passed(NamedTuple):
    first: date
    sent: int
    passed: int

    @property
    def rate(self) -> int | None:
        return per_cent(self.passed, self.sent)


class Filled(NamedTuple):
    first: date
    seats: int
    booked: int

    @property
    def rate(self) -> int | None:
        return per_cent(self.booked, self.seats)


class Queues(NamedTuple):
    logs: int
    weak: int
    registers: int
    facts: int


def per_cent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def months(today: date, back: int) -> list[date]:
    return [months_after(today.replace(day=1), -number) for number in range(back - 1, -1, -1)]


def ending(today: date) -> list[tuple[date, int]]:
    """How many people cease to be trained in a course, by the month of their last day, if nobody renews: as the ledger
    has it by now."""
    firsts = [months_after(today.replace(day=1), number) for number in range(AHEAD)]
    after = A_DAY + months_after(firsts[-1], 1)
    fewer = TrainedChange.objects.filter(on__gt=firsts[0], on__lt=after).order_by()
    found: Counter[date] = Counter()
    for on, number in fewer.values_list("on").annotate(number=Sum("change")):
        found[(on - A_DAY).replace(day=1)] -= number
    return [(first, max(found[first], 0)) for first in firsts]


def quizzes(today: date) -> list[Passed]:
    """Of the whole course, by the month in which they began."""
    firsts = months(today, A_YEAR)
    over = Attempt.objects.over().filter(kind=AttemptKind.FULL, begun_at__gte=start_of(firsts[0])).order_by()
    passed = Count("pk", filter=Q(state=AttemptState.PASSED))
    rows: QuerySet[Any] = over.values(month=TruncMonth("begun_at")).annotate(sent=Count("pk"), passed=passed)
    found = {row["month"].date(): (row["sent"], row["passed"]) for row in rows}
    return [Passed(first, *found.get(first, (0, 0))) for first in firsts]


def fill(today: date) -> list[Filled]:
    """Of sessions with so many seats and no more."""
    firsts = months(today, A_YEAR)
    held: QuerySet[Any] = past_sessions.held().filter(
        event__starts_at__gte=start_of(firsts[0]), event__capacity__isnull=False
    )
    seats: Counter[date] = Counter()
    booked: Counter[date] = Counter()
    for start, capacity, taken in held.order_by().values_list("event__starts_at", "event__capacity", "booked"):
        month = timezone.localdate(start).replace(day=1)
        seats[month] += capacity
        booked[month] += taken
    return [Filled(first, seats[first], booked[first]) for first in firsts]


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def queues(today: date) -> Queues:
    """What waits; the facts are those that a version in use states and whose review is due."""
    due = Fact.objects.filter(
        live=True, review_by__lt=today, modules_that_state_it__version__state=VersionState.PUBLISHED
    )
    return Queues(
        logs=TrainingLog.objects.to_look_at().count(),
        weak=questions.weak_number(),
        registers=Session.objects.awaiting_register().count(),
        facts=due.distinct().count(),
    )
