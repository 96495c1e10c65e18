"""How long awards name their holder."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from people.retention import Rule, of_person, register
from training.models import Award
from training.services import awards

DAYS = "awards"  # a key of settings.KEEP_DAYS


def long_over(limit: datetime) -> QuerySet[Any]:
    dated = Award.objects.standing_on(timezone.localdate())
    return dated.filter(end__lt=timezone.localdate(limit)).exclude(name="", evidence="")


def forget(rows: Sequence[Award]) -> None:
    awards.forget_these([row.pk for row in rows])


def register_own() -> None:
    register(
        Rule(
            name="awards-that-ran-out",
            policy="The name and the evidence of an award are deleted {period} after it ran out; its dates stay.",
            days=DAYS,
            overdue=long_over,
            forget=forget,
            held=of_person(),
        )
    )
