"""What staff see of letters at a glance: exact numbers, for them alone. Each question is one query."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate, TruncWeek
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import registry

from campaigns.letter_enums import FOR_STAFF, LEFT, NOT_COUNTED, LetterState
from campaigns.models import Letter, LetterAction, Position
from campaigns.selectors import responsiveness
from campaigns.selectors.responsiveness import Shown
from places.models import Representative

WEEKS, DAYS = 12, 60
NAMED = 4  # actions with a colour of their own in the chart; the others are one
LISTED = 20
WAIT = (LetterState.BOUNCED, LetterState.UNCERTAIN)


class OfState(NamedTuple):
    state: str
    label: str
    number: int


class OfOffice(NamedTuple):
    name: str
    letters: int
    left: int
    shown: Shown | None  # how it answers, as everybody may know it; None before enough time has gone by

    @property
    def rate(self) -> str:
        """In whole per cent, with its interval; empty where too little is known."""
        share = self.shown.share if self.shown else None
        return f"{share.at:.0%} ({share.low:.0%} to {share.high:.0%})" if share else ""


def wait_for_staff() -> Q:
    return Q(state__in=WAIT) | Q(state=LetterState.HELD, held_because__in=FOR_STAFF)


def number_of(rows: QuerySet[Letter]) -> Coalesce:
    counted = rows.order_by().values("action").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def overview() -> QuerySet[Any]:
    """All actions with what the list says of each: one query, whatever their number."""
    theirs = Letter.objects.filter(action=OuterRef("pk"))
    return LetterAction.objects.annotate(
        counted=number_of(theirs.exclude(state__in=NOT_COUNTED)), waiting=number_of(theirs.filter(wait_for_staff()))
    )


def by_state(action: LetterAction | None = None) -> list[OfState]:
    rows = of(action).order_by().values_list("state").annotate(number=Count("pk"))
    known = dict(rows)
    return [OfState(value, str(label), known[value]) for value, label in LetterState.choices if value in known]


def of(action: LetterAction | None) -> Any:
    return Letter.objects.all() if action is None else Letter.objects.filter(action=action)


def history(action: LetterAction) -> list[Any]:
    return list(registry.get_logs_for_instance(action).select_related("user")[:LISTED])


def chart_of_days(action: LetterAction) -> dict[str, Any] | None:
    """Letters that were confirmed on each of the last days, as pages.charts reads it; None where there was none."""
    today = timezone.localdate()
    first = today - timedelta(days=DAYS - 1)
    rows = action.letters.counted().filter(confirmed_at__date__gte=first).order_by()
    known: dict[date, int] = dict(rows.values_list(TruncDate("confirmed_at")).annotate(number=Count("pk")))
    if not known:
        return None
    first = max(first, min(*known, today - timedelta(days=1)))  # a chart has two points at least
    days = [first + timedelta(days=number) for number in range((today - first).days + 1)]
    return {"data": [["Day", "Letters"], *([date_format(day, "j M"), str(known.get(day, 0))] for day in days)]}


def chart_of_weeks() -> dict[str, Any] | None:
    """Letters of the actions most written for, and of all others, by the week they were confirmed in."""
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    weeks = [monday - timedelta(weeks=number) for number in reversed(range(WEEKS))]
    rows = Letter.objects.counted().filter(confirmed_at__date__gte=weeks[0]).order_by()
    by_week = rows.values_list("action__title", TruncWeek("confirmed_at")).annotate(number=Count("pk"))
    found = {(title, timezone.localdate(week)): number for title, week, number in by_week}
    if not found:
        return None
    sums: Counter[str] = Counter()
    for (title, _), number in found.items():
        sums[title] += number
    named = [title for title, _ in sums.most_common(NAMED)]
    return {"data": [["Week from", *heads(named, sums)], *(line(week, named, found, len(sums)) for week in weeks)]}


def heads(named: Sequence[str], sums: Mapping[str, int]) -> list[str]:
    return [*named, *(["All others"] if len(sums) > len(named) else [])]


def line(week: date, named: Sequence[str], found: Mapping[tuple[str, date], int], actions: int) -> list[str]:
    numbers = [found.get((title, week), 0) for title in named]
    if actions > len(named):
        numbers.append(sum(number for (_, at), number in found.items() if at == week) - sum(numbers))
    return [date_format(week, "j M"), *map(str, numbers)]


def by_party(by_constituency: Mapping[int, int]) -> list[tuple[str, int]]:
    """By the party of the MP of whoever wrote, the most first."""
    parties = dict(Representative.objects.current().order_by().values_list("constituency", "party"))
    sums: Counter[str] = Counter()
    for seat, number in by_constituency.items():
        sums[parties.get(seat) or ("No MP known" if seat not in parties else "No party")] += number
    return sums.most_common()


def by_office(action: LetterAction | None = None) -> list[OfOffice]:
    """Those most written to."""
    rows = of(action).counted().filter(office__isnull=False).order_by()
    found = rows.values_list("office", "office__post", "office__department").annotate(
        letters=Count("pk"), left=Count("pk", filter=Q(state__in=LEFT))
    )
    shown = {row.whom.key: row.shown for row in responsiveness.table() if row.whom.kind == "office"}
    return [
        OfOffice(f"{post}, {department}", letters, left, shown.get(key))
        for key, post, department, letters, left in found.order_by("-letters", "office__post")[:LISTED]
    ]


def to_mps(action: LetterAction | None = None) -> dict[str, int]:
    """Of letters to one's own MP: how many there are, and how many left."""
    theirs = of(action).counted().filter(seat__isnull=False)
    found: dict[str, int] = theirs.aggregate(letters=Count("pk"), left=Count("pk", filter=Q(state__in=LEFT)))
    return found


def stands(campaign_id: int | None = None) -> list[tuple[str, Counter[str]]]:
    """How many MPs of each party stand where, the largest party first."""
    rows = Position.objects.filter(representative__ended_on=None)
    if campaign_id is not None:
        rows = rows.filter(campaign=campaign_id)
    sums: dict[str, Counter[str]] = {}
    counted = rows.order_by().values_list("representative__party", "stand").annotate(number=Count("pk"))
    for party, stand, number in counted:
        sums.setdefault(party or "No party", Counter())[stand] += number
    return sorted(sums.items(), key=lambda pair: (-sum(pair[1].values()), pair[0]))
