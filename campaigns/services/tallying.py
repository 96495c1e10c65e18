"""What stays of attempts to sign once they are deleted: how many each rule judged, on each day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campaigns.models import Attempt, RuleTotal

KEYS = ("petition_id", "rule", "judgement", "day")


@transaction.atomic
def tally(pks: Sequence[int]) -> int:
    """Add these attempts to the totals of their rules and delete them, each exactly once; returns how many."""
    rows = list(
        Attempt.objects.select_for_update(of=("self",)).select_related("rule").filter(pk__in=pks).order_by("pk")
    )
    for key, number in sorted(Counter(key_of(row) for row in rows).items()):
        found: dict[str, Any] = dict(zip(KEYS, key, strict=True))
        RuleTotal.objects.get_or_create(**found)
        RuleTotal.objects.filter(**found).update(number=F("number") + number)
    Attempt.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def key_of(attempt: Attempt) -> tuple[int, str, str, date]:
    rule = attempt.rule.name if attempt.rule else ""
    return attempt.petition_id, rule, attempt.judgement, timezone.localdate(attempt.at)
