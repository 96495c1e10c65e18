"""What if a rule were another: a replay over the attempts that are still kept, worked out in the background.

It changes nothing, so whatever ends a worker, the next one begins again.
"""

import logging
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from campaigns.enums import Judgement, RuleKind
from campaigns.models import Attempt, FraudRule, Petition, RuleReplay
from campaigns.services import rejudging
from campaigns.services.fraud import Verdict
from people.models import User

logger = logging.getLogger(__name__)
MOST = 200_000  # attempts, the latest ones
MOST_WAITING = 20
MOST_LISTED = 200  # attempts that would differ
MOST_HOURS = 72  # more are shown by day
LONGEST_LEAD = timedelta(days=1)
TRIES = 3
STEP = 5_000  # attempts from one sign of progress to the next
READ_AT_ONCE = 2_000
HOUR = timedelta(hours=1)


class NotPossible(Exception):
    """Its text is a sentence for whoever asked."""


class Span(NamedTuple):
    """Which attempts are read, and from when on they are judged: before that they are only counted."""

    first: datetime
    judged_from: datetime
    until: datetime
    number: int
    is_cut: bool  # there are older ones


def can_be_replayed(rule: FraudRule) -> bool:
    """One that judges no signature by itself changes nothing in hindsight."""
    return rule.until is None and rule.kind != RuleKind.ATTACK


@transaction.atomic
def ask(
    *,
    rule: FraudRule,
    petition: Petition | None,
    parameters: dict[str, Any],
    judgement: Judgement,
    order: int,
    by: User | None,
) -> RuleReplay:
    """Of one petition, or of all. Raises NotPossible."""
    if not can_be_replayed(rule):
        raise NotPossible("This version is no longer in force. Go back and choose the one that is.")
    if waiting().count() >= MOST_WAITING:
        raise NotPossible("Many replays wait already. Ask again when some are done.")
    return RuleReplay.objects.create(
        rule=rule, petition=petition, parameters=parameters, judgement=judgement, order=order, asked_by=by
    )


def waiting() -> QuerySet[RuleReplay]:
    return RuleReplay.objects.filter(finished_at=None)


def replay_next() -> bool:
    """The one that waits longest; whether there was one."""
    replay = waiting().select_related("rule").order_by("asked_at", "pk").first()
    if replay is None:
        return False
    if replay.tries >= TRIES:
        finish(replay, error="Its workers ended before it was done.")
        return True
    waiting().filter(pk=replay.pk).update(tries=F("tries") + 1, done=0)
    try:
        finish(replay, result=work_out(replay))
    except Exception as error:  # the job tells of it too
        finish(replay, error=f"It could not be worked out ({type(error).__name__}).")
        raise
    return True


def finish(replay: RuleReplay, **values: Any) -> None:
    waiting().filter(pk=replay.pk).update(finished_at=timezone.now(), done=100, **values)


def work_out(replay: RuleReplay) -> dict[str, Any]:
    timeline = rejudging.Timeline(changed_rule(replay))
    attempts = Attempt.objects.filter(**({"petition": replay.petition_id} if replay.petition_id else {}))
    span = span_of(attempts, timeline)
    sums = Sums(timeline.names)
    if span is not None:
        rows = attempts.filter(at__gte=span.first, at__lte=span.until).order_by("at", "pk")[: span.number]
        judged = rejudging.rejudge(showing_progress(replay, rows, span.number), timeline, timeline.longest(span.first))
        for attempt, verdict in judged:
            if attempt.at >= span.judged_from:
                sums.add(attempt, verdict)
    return sums.result(span)


def changed_rule(replay: RuleReplay) -> FraudRule:
    """Not a row: what the rule would be, and would have been all the time."""
    return FraudRule(
        pk=replay.rule_id,
        name=replay.rule.name,
        kind=replay.rule.kind,
        parameters=replay.parameters,
        judgement=replay.judgement,
        order=replay.order,
        since=rejudging.EPOCH,
    )


def span_of(attempts: QuerySet[Attempt], timeline: rejudging.Timeline) -> Span | None:
    """None where there are no attempts. What may lack some of those that came before it is not judged."""
    latest = attempts.order_by("-at").values_list("at", flat=True)
    until = latest.first()
    if until is None:
        return None
    cut = latest[MOST : MOST + 1].first()
    first = latest[MOST - 1] if cut else attempts.order_by("at").values_list("at", flat=True)[0]
    complete_from = first if cut else timezone.now() - timedelta(days=settings.KEEP_DAYS["ip_hashes"])
    judged_from = complete_from + min(timeline.longest(first), LONGEST_LEAD)
    number = MOST if cut else attempts.filter(at__lte=until).count()
    return Span(first, max(first, judged_from), until, number, cut is not None)


def showing_progress(replay: RuleReplay, rows: QuerySet[Attempt], total: int) -> Iterator[Attempt]:
    for number, attempt in enumerate(rows.iterator(READ_AT_ONCE)):
        if number % STEP == 0:
            waiting().filter(pk=replay.pk).update(done=min(99, 100 * number // max(1, total)))
        yield attempt


class Sums:
    """What was, beside what would have been. No hash, name or domain: those that differ are named by their keys."""

    def __init__(self, names: dict[int, str]) -> None:
        self.names = names
        self.moves: Counter[tuple[str, str]] = Counter()
        self.was: Counter[tuple[str, str]] = Counter()  # by rule and judgement
        self.would: Counter[tuple[str, str]] = Counter()
        self.hours: dict[datetime, Counter[tuple[str, str]]] = {}
        self.differing: deque[tuple[int, str, str]] = deque(maxlen=MOST_LISTED)

    def add(self, attempt: Attempt, verdict: Verdict) -> None:
        would, rule = str(verdict.judgement), self.names.get(verdict.rule_id or 0, "")
        move = (attempt.judgement, would)
        self.moves[move] += 1
        self.was[self.names.get(attempt.rule_id or 0, ""), attempt.judgement] += 1
        self.would[rule, would] += 1
        hour = attempt.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        self.hours.setdefault(hour, Counter())[move] += 1
        if attempt.judgement != would:
            self.differing.append((attempt.pk, would, rule))

    def result(self, span: Span | None) -> dict[str, Any]:
        if span is None or not self.hours:
            return {"judged": 0}
        return {
            "judged": self.moves.total(),
            "from": span.judged_from.isoformat(),
            "until": span.until.isoformat(),
            "is_cut": span.is_cut,
            "differ": sum(number for (was, would), number in self.moves.items() if was != would),
            "moves": [[*move, number] for move, number in sorted(self.moves.items())],
            "rules": [[*key, self.was[key], self.would[key]] for key in sorted({*self.was, *self.would})],
            **self.by_time(),
            "differing": [list(each) for each in reversed(self.differing)],
        }

    def by_time(self) -> dict[str, Any]:
        """Each hour without gaps or, where those are many, each day as it is in the United Kingdom."""
        first, last = min(self.hours), max(self.hours)
        number = (last - first) // HOUR + 1
        by_day = number > MOST_HOURS
        rows: dict[str, Counter[tuple[str, str]]] = {}
        for hour in (first + place * HOUR for place in range(number)):
            key = timezone.localdate(hour).isoformat() if by_day else hour.isoformat()
            rows.setdefault(key, Counter()).update(self.hours.get(hour, Counter()))
        return {"unit": "day" if by_day else "hour", "times": [[key, *figures(moves)] for key, moves in rows.items()]}


def figures(moves: Counter[tuple[str, str]]) -> list[int]:
    """Passed, held and refused as it was, then as it would have been."""
    was = [sum(n for (before, _), n in moves.items() if before == each) for each in Judgement]
    return was + [sum(n for (_, after), n in moves.items() if after == each) for each in Judgement]
