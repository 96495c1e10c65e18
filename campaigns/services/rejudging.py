"""Judging attempts that are kept once more, in the order of time, by the rules of then or with one of them changed.

What a rule finds is asked of the code that judges who signs (services.fraud). Only counting is done here, in memory: a
question to the database for each attempt would take many minutes.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from campaigns.models import Attempt, FraudRule
from campaigns.services import fraud
from campaigns.services.fraud import Seen, Verdict

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SWEEP = 10_000  # attempts, after which windows forget what no rule counts any more


class Timeline:
    """Which rules were in force at each moment; `changed` stands in place of all versions of its name, all the time."""

    def __init__(self, changed: FraudRule | None = None) -> None:
        self.names = dict(FraudRule.objects.values_list("pk", "name"))
        self.rules = [
            rule for rule in by_order(changed) if changed is None or rule.name != changed.name or rule is changed
        ]
        self.moments = sorted({moment for rule in self.rules for moment in (rule.since, rule.until) if moment})
        self.known: dict[int, list[FraudRule]] = {}

    def at(self, moment: datetime) -> list[FraudRule]:
        era = bisect_right(self.moments, moment)
        if era not in self.known:
            self.known[era] = [each for each in self.rules if is_in_force(each, moment)]
        return self.known[era]

    def longest(self, since: datetime) -> timedelta:
        """The longest time in which a rule counts that was in force since then."""
        quotas = [fraud.quota_of(rule) for rule in self.rules if rule.until is None or rule.until > since]
        return max((quota.window for quota in quotas if quota), default=timedelta())


def by_order(changed: FraudRule | None) -> list[FraudRule]:
    """As FraudRule.objects.in_force() has them: the database says which name comes first."""
    rules = list(FraudRule.objects.order_by("name", "version"))
    place = {name: number for number, name in enumerate(dict.fromkeys(rule.name for rule in rules))}
    every = [*rules, changed] if changed else rules
    return sorted(every, key=lambda rule: (rule.order, place[rule.name]))


def is_in_force(rule: FraudRule, moment: datetime) -> bool:
    return rule.since <= moment and (rule.until is None or moment < rule.until)


class Windows:
    """When attempts with a value in common were made on a petition.

    Each value by a number of 64 bits, which among some hundred thousand are as good as never the same: the values
    themselves would take three times the memory.
    """

    def __init__(self, longest: timedelta) -> None:
        self.longest = longest
        self.moments: dict[int, list[int]] = {}
        self.added = 0

    def is_over(self, rule: FraudRule, attempt: Attempt) -> bool:
        quota = fraud.quota_of(rule)
        if quota is None:
            return False
        found = self.moments.get(number_of(attempt, quota.column), ())
        return len(found) - bisect_right(found, instant(attempt.at - quota.window)) >= quota.number

    def add(self, attempt: Attempt) -> None:
        moment = instant(attempt.at)
        for column in fraud.COUNTED_BY.values():
            if getattr(attempt, column):
                self.moments.setdefault(number_of(attempt, column), []).append(moment)
        self.added += 1
        if self.added % SWEEP == 0:
            self.forget(instant(attempt.at - self.longest))

    def forget(self, before: int) -> None:
        for key, found in list(self.moments.items()):
            del found[: bisect_right(found, before)]
            if not found:
                del self.moments[key]


def number_of(attempt: Attempt, column: str) -> int:
    return hash((attempt.petition_id, column, getattr(attempt, column)))


def instant(moment: datetime) -> int:
    """In microseconds, as exact as the database."""
    return (moment - EPOCH) // MICROSECOND


def rejudge(attempts: Iterable[Attempt], timeline: Timeline, longest: timedelta) -> Iterator[tuple[Attempt, Verdict]]:
    """`attempts` in the order of time. `longest`: how long a rule may look back."""
    windows = Windows(longest)
    for attempt in attempts:
        seen = seen_of(attempt)
        rules = [rule for rule in timeline.at(attempt.at) if fraud.applies(rule, seen)]
        over = {rule.pk for rule in rules if windows.is_over(rule, attempt)}
        yield attempt, fraud.decide(rules, seen, over)
        windows.add(attempt)


def seen_of(attempt: Attempt) -> Seen:
    return Seen(**{name: getattr(attempt, name) for name in Seen._fields})
