"""How many attempts each rule judged on each day: counted once, soon after they were made, and kept when they go."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from campaigns.models import Attempt, RuleTotal, TallyMark

KEYS = ("petition_id", "rule", "judgement", "day")
SETTLED = timedelta(minutes=10)  # by then whatever wrote an attempt has committed or been ended
AT_ONCE = 50_000  # attempts in one transaction
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
Key = tuple[int, str, str, date]


def waiting(until: datetime | Combinable) -> QuerySet[Attempt]:
    """Those made since then whose transactions are over."""
    return Attempt.objects.filter(at__gt=until, at__lte=timezone.now() - SETTLED)


def counted_until() -> Coalesce:
    """Read in the same question as what is compared with it."""
    return Coalesce(Subquery(TallyMark.objects.order_by("pk").values("until")[:1]), Value(NEVER))


def wait() -> bool:
    return waiting(counted_until()).exists()


def count() -> int:
    """Add what waits to the totals; returns how many. Killed anywhere, a repetition goes on and adds nothing twice."""
    counted = 0
    while some := count_some():
        counted += some
    return counted


@transaction.atomic
def count_some() -> int:
    mark = lock_mark()
    found = waiting(mark.until)
    moments = found.order_by("at").values_list("at", flat=True)
    until = moments[AT_ONCE - 1 : AT_ONCE].first() or moments.last()
    if until is None:
        return 0
    numbers = numbers_of(found.filter(at__lte=until))
    add(numbers)
    mark.until = until
    mark.save()
    return sum(numbers.values())


def lock_mark() -> TallyMark:
    """Whoever counts and whoever deletes wait for each other here, so that each attempt is in the totals once."""
    return TallyMark.objects.select_for_update().get_or_create(pk=1, defaults={"until": NEVER})[0]


def numbers_of(rows: QuerySet[Attempt]) -> dict[Key, int]:
    keys = rows.order_by().values_list("petition_id", "rule__name", "judgement", TruncDate("at"))
    found = keys.annotate(number=Count("pk"))
    return {(petition, rule or "", judgement, day): number for petition, rule, judgement, day, number in found}


def add(numbers: Mapping[Key, int]) -> None:
    for key, number in sorted(numbers.items()):
        found: dict[str, Any] = dict(zip(KEYS, key, strict=True))
        RuleTotal.objects.get_or_create(**found)
        RuleTotal.objects.filter(**found).update(number=F("number") + number)


@transaction.atomic
def tally(pks: Sequence[int]) -> int:
    """Delete these attempts, and add to the totals those that were not counted before; returns how many went."""
    mark = lock_mark()
    rows = list(
        Attempt.objects.select_for_update(of=("self",)).select_related("rule").filter(pk__in=pks).order_by("pk")
    )
    add(Counter(key_of(row) for row in rows if row.at > mark.until))
    Attempt.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def key_of(attempt: Attempt) -> Key:
    rule = attempt.rule.name if attempt.rule else ""
    return attempt.petition_id, rule, attempt.judgement, timezone.localdate(attempt.at)
