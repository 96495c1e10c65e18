"""How a group fares, from facts and a day alone: what is asked of it, since when it falls short, and what comes next.

The same in SQL: selectors.health. A period includes its last day, so what was to be done in it fails on the day after;
of three months from 30 November the last day is 28 or 29 February.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from groups.enums import Criterion, Health, NoticeStep, Standing
from people.clocks import months_after

LEADERS, LEADERS_GRACE = 2, 3  # months, from when fewer were left
AGREEMENT_GRACE = 30  # days, from when a new version was published
ACTIVITIES, ACTIVITY_PERIOD = 2, 12  # months; a new group has its first twelve
RENEWAL_EVERY, RENEWAL_GRACE = 12, 30  # months, then days
AT_RISK = 31  # days, from the warning
REMINDERS = ((14, NoticeStep.REMINDED), (24, NoticeStep.REMINDED_AGAIN))  # days after the warning


class Mending(NamedTuple):
    address: str  # its name
    label: str


MENDING = {
    Criterion.LEADERS: Mending("group_people", "See who leads, and invite"),
    Criterion.SAFEGUARDING: Mending("group_people", "See your safeguarding lead"),
    Criterion.AGREEMENT: Mending("group_agreement", "Read the agreement"),
    Criterion.ACTIVITY: Mending("group_activities", "Write down an activity"),
    Criterion.RENEWAL: Mending("group_renewal", "Answer"),
}


class Warned(NamedTuple):
    """That a group was warned of a fall."""

    criterion: Criterion
    fell_on: date
    on: date


class Facts(NamedTuple):
    started_on: date  # the day it was approved
    leaders: int = LEADERS
    short_since: date | None = None  # when their number last fell below two
    lead_trained_until: date | None = None  # None: not measured
    agreement: int | None = None  # the version in force
    accepted: int | None = None  # the newest version that it agreed to
    asked_to_agree_on: date | None = None  # when the first version after that one was published
    last_activity_on: date | None = None
    activity_before_on: date | None = None
    renewal_asked_on: date | None = None
    renewed_on: date | None = None
    warned: tuple[Warned, ...] = ()


class Finding(NamedTuple):
    criterion: Criterion
    standing: Standing
    value: str
    threshold: str
    fails_on: date | None  # the day from which it fails, past or to come; None where no day by itself makes it fail
    warned_on: date | None  # of the fall that goes on
    next_change: date | None  # by time alone, if nobody does anything
    mending: Mending

    @property
    def last_day(self) -> date | None:
        """On which it is in order, if nobody does anything."""
        return self.fails_on - timedelta(days=1) if self.fails_on else None


class Verdict(NamedTuple):
    health: Health
    fell_on: date | None
    dormant_on: date | None  # if nobody does anything; of a group that is not warned yet, as if it were today
    findings: tuple[Finding, ...]

    @property
    def failing(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.standing == Standing.FAILS]


def judge(facts: Facts, on: date) -> Verdict:
    """Dormant is only who was warned 31 days ago, however late the warning came."""
    findings = tuple(find(criterion, facts, on) for criterion in Criterion)
    falls = [finding for finding in findings if finding.standing == Standing.FAILS]
    if not falls:
        return Verdict(Health.ACTIVE, None, None, findings)
    dormant_on = min(dormant_from(finding.warned_on or on) for finding in falls)
    health = Health.DORMANT if dormant_on <= on else Health.AT_RISK
    return Verdict(health, min(finding.fails_on for finding in falls if finding.fails_on), dormant_on, findings)


def find(criterion: Criterion, facts: Facts, on: date) -> Finding:
    fails_on, is_measured = FAILS_ON[criterion](facts), IS_MEASURED[criterion](facts)
    standing = Standing.NOT_MEASURED
    if is_measured:
        standing = Standing.FAILS if fails_on is not None and fails_on <= on else Standing.PASSES
    finding = Finding(
        criterion=criterion,
        standing=standing,
        value=VALUE[criterion](facts, on),
        threshold=THRESHOLD[criterion](facts),
        fails_on=fails_on,
        warned_on=warning(facts, criterion, fails_on) if standing == Standing.FAILS else None,
        next_change=None,
        mending=MENDING[criterion],
    )
    return finding._replace(next_change=next_change(finding, facts, on))


def warning(facts: Facts, criterion: Criterion, fell_on: date | None) -> date | None:
    days = [warned.on for warned in facts.warned if (warned.criterion, warned.fell_on) == (criterion, fell_on)]
    return min(days, default=None)


def next_change(finding: Finding, facts: Facts, on: date) -> date | None:
    if finding.standing == Standing.FAILS:
        dormant_on = dormant_from(finding.warned_on or on)
        return dormant_on if dormant_on > on else None
    if finding.criterion == Criterion.RENEWAL and finding.fails_on is None:
        return max(renewal_due_on(facts), on + timedelta(days=1))
    return finding.fails_on


def dormant_from(warned_on: date) -> date:
    return warned_on + timedelta(days=AT_RISK)


def day_after(start: date, *, months: int = 0, days: int = 0) -> date:
    """The first day after a period that begins with `start`."""
    return months_after(start, months) + timedelta(days=days + 1)


def leaders_fail_on(facts: Facts) -> date | None:
    """Also of a group that never had two: it has as long from its approval."""
    if facts.leaders >= LEADERS:
        return None
    return day_after(max(facts.short_since or facts.started_on, facts.started_on), months=LEADERS_GRACE)


def safeguarding_fails_on(facts: Facts) -> date | None:
    return day_after(facts.lead_trained_until) if facts.lead_trained_until else None


def agreement_fails_on(facts: Facts) -> date | None:
    """From the oldest version that it has not agreed to, so that yet another one gives no more time."""
    if facts.asked_to_agree_on is None:
        return None
    return day_after(max(facts.asked_to_agree_on, facts.started_on), days=AGREEMENT_GRACE)


def activity_fails_on(facts: Facts) -> date:
    return day_after(max(facts.activity_before_on or facts.started_on, facts.started_on), months=ACTIVITY_PERIOD)


def renewal_fails_on(facts: Facts) -> date | None:
    if facts.renewal_asked_on is None or (facts.renewed_on and facts.renewed_on >= facts.renewal_asked_on):
        return None
    return day_after(renewal_answer_by(facts.renewal_asked_on))


def renewal_answer_by(asked_on: date) -> date:
    return asked_on + timedelta(days=RENEWAL_GRACE)


def renewal_due_on(facts: Facts) -> date:
    return months_after(max(facts.renewed_on or facts.started_on, facts.started_on), RENEWAL_EVERY)


def activities_in_period(facts: Facts, on: date) -> int:
    """Of the last two, which are all that is asked."""
    both = (facts.last_activity_on, facts.activity_before_on)
    return sum(1 for day in both if day and day_after(day, months=ACTIVITY_PERIOD) > on)


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def activities_in_words(facts: Facts, on: date) -> str:
    count = activities_in_period(facts, on)
    return f"{count} or more" if count == ACTIVITIES else number(count, "activity", "activities")


FAILS_ON: dict[Criterion, Callable[[Facts], date | None]] = {
    Criterion.LEADERS: leaders_fail_on,
    Criterion.SAFEGUARDING: safeguarding_fails_on,
    Criterion.AGREEMENT: agreement_fails_on,
    Criterion.ACTIVITY: activity_fails_on,
    Criterion.RENEWAL: renewal_fails_on,
}
IS_MEASURED: dict[Criterion, Callable[[Facts], bool]] = {
    **dict.fromkeys(Criterion, lambda facts: True),
    Criterion.SAFEGUARDING: lambda facts: facts.lead_trained_until is not None,
    Criterion.AGREEMENT: lambda facts: facts.agreement is not None,
}
VALUE: dict[Criterion, Callable[[Facts, date], str]] = {
    Criterion.LEADERS: lambda facts, on: number(facts.leaders, "leader", "leaders"),
    Criterion.SAFEGUARDING: lambda facts, on: (
        f"In order until {in_words(facts.lead_trained_until)}" if facts.lead_trained_until else "Not measured yet"
    ),
    Criterion.AGREEMENT: lambda facts, on: f"Version {facts.accepted}" if facts.accepted else "None agreed to",
    Criterion.ACTIVITY: activities_in_words,
    Criterion.RENEWAL: lambda facts, on: (
        f"Answered on {in_words(facts.renewed_on)}" if facts.renewed_on else "None yet"
    ),
}
THRESHOLD: dict[Criterion, Callable[[Facts], str]] = {
    Criterion.LEADERS: lambda facts: f"{LEADERS} leaders; {LEADERS_GRACE} months to find another when one leaves",
    Criterion.SAFEGUARDING: lambda facts: "Training that has not run out",
    Criterion.AGREEMENT: lambda facts: (
        f"Version {facts.agreement}, within {AGREEMENT_GRACE} days" if facts.agreement else "None is published"
    ),
    Criterion.ACTIVITY: lambda facts: f"{ACTIVITIES} activities in {ACTIVITY_PERIOD} months",
    Criterion.RENEWAL: lambda facts: f"An answer within {RENEWAL_GRACE} days, each year",
}


def step_due(finding: Finding, *, health: Health, on: date) -> NoticeStep | None:
    """The newest message of this fall that the group should have been sent by now.

    A dormant group is warned of nothing else: what else it lacks is warned of once it is dormant no more.
    """
    if finding.standing != Standing.FAILS:
        is_asked = finding.criterion == Criterion.AGREEMENT and finding.fails_on is not None
        return NoticeStep.ASKED if is_asked else None
    if finding.warned_on is None:
        return None if health == Health.DORMANT else NoticeStep.WARNED
    days = (on - finding.warned_on).days
    if days >= AT_RISK:
        return NoticeStep.DORMANT
    if health == Health.DORMANT:
        return None
    return next((step for after, step in reversed(REMINDERS) if days >= after), None)
