"""What the public may know of how many attempts to sign the rules let through, held and refused.

Whole days alone, so that nobody can try a signature and see what became of it. Numbers are hidden as everywhere
(places.disclosure): a rule's total over all petitions is made of what it found on each, and both are published. A
petition's own sums over all rules are not: with them a hidden number could be worked out across.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Min, QuerySet, Sum
from django.utils import timezone

from campaigns.enums import Judgement, RuleKind
from campaigns.models import Attempt, FraudRule, Petition, RuleTotal, TallyMark
from pages import generation
from places import disclosure

EVERYTHING = "everything"
MOST_PETITIONS = 100  # in a list
Finding = tuple[str, str]  # the name of a rule, empty for those that none stopped, and a judgement
PASSED: Finding = ("", "passed")
Cell = tuple[int, str, str]  # a petition and a finding


class Published(NamedTuple):
    """None is hidden. What isn't named was found never."""

    everything: int | None
    judgements: dict[str, int | None]
    rules: dict[Finding, int | None]
    petitions: dict[int, dict[Finding, int | None]]  # by key
    since: date | None  # the first day on which anything was judged
    until: date  # the last day that is counted


class Rule(NamedTuple):
    name: str
    kind: RuleKind
    judgement: Judgement  # of the newest version
    since: date  # of its first version
    is_in_force: bool


def published() -> Published:
    """Worked out once for each generation of what is published and each day that was counted.

    Reads the totals of days, whose number doesn't grow with how many sign; never the attempts.
    """
    until = last_day()
    return disclosure.kept(f"rules:{generation.current().published}:{until}", lambda: work_out(until))


def last_day() -> date:
    """Yesterday; where attempts of then wait to be counted, the last day of which none does."""
    mark = TallyMark.objects.values_list("until", flat=True).first()
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = Attempt.objects.filter(at__lt=today, **({"at__gt": mark} if mark else {}))
    oldest = waiting.order_by("at").values_list("at", flat=True).first()
    return timezone.localdate(oldest or today) - timedelta(days=1)


def work_out(until: date) -> Published:
    days = RuleTotal.objects.filter(day__lte=until, number__gt=0)
    rows = days.order_by().values_list("petition_id", "rule", "judgement").annotate(found=Sum("number"))
    exact = {(petition, rule, judgement): found for petition, rule, judgement, found in rows}
    return hide(exact, since=days.aggregate(first=Min("day"))["first"], until=until)


def hide(exact: Mapping[Cell, int], *, since: date | None, until: date) -> Published:
    cells = sorted(exact)
    findings = sorted({(rule, judgement) for _, rule, judgement in cells})
    areas = {
        number: (EVERYTHING, judgement, area_of((rule, judgement))) for number, (_, rule, judgement) in enumerate(cells)
    }
    shown = disclosure.published({number: exact[cell] for number, cell in enumerate(cells)}, areas)
    petitions: dict[int, dict[Finding, int | None]] = {}
    for number, (petition, rule, judgement) in enumerate(cells):
        petitions.setdefault(petition, {})[rule, judgement] = shown.cells[number]
    return Published(
        everything=shown.totals.get(EVERYTHING, 0),
        judgements={str(each): shown.totals.get(str(each), 0) for each in Judgement},
        rules={finding: shown.totals[area_of(finding)] for finding in findings},
        petitions=petitions,
        since=since,
        until=until,
    )


def area_of(finding: Finding) -> str:
    return ":".join(finding[::-1])


def rules() -> list[Rule]:
    """Each by its newest version, those in force first, in the order in which they judge."""
    newest: dict[str, FraudRule] = {}
    first: dict[str, date] = {}
    for rule in FraudRule.objects.order_by("name", "version"):
        newest[rule.name] = rule
        first.setdefault(rule.name, timezone.localdate(rule.since))
    ordered = sorted(newest.values(), key=lambda rule: (rule.until is not None, rule.order, rule.name))
    return [
        Rule(rule.name, RuleKind(rule.kind), Judgement(rule.judgement), first[rule.name], rule.until is None)
        for rule in ordered
    ]


def judging() -> list[Rule]:
    """Those that judge signatures themselves."""
    return [rule for rule in rules() if rule.kind != RuleKind.ATTACK]


def petitions(found: Published) -> QuerySet[Petition]:
    """Those on which anything was judged, the newest first, so many as a list may hold."""
    return Petition.objects.published().filter(pk__in=found.petitions).order_by("-opened_at", "-pk")[:MOST_PETITIONS]
