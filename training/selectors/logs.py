"""Training that leaders wrote down, as staff see it."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from training.enums import LogState
from training.models import Logged, TrainingLog


def to_look_at() -> QuerySet[Any]:
    """The oldest first, with whom each names."""
    return counted(TrainingLog.objects.to_look_at())


def decided() -> QuerySet[Any]:
    found = TrainingLog.objects.filter(state__in=(LogState.CONFIRMED, LogState.REFUSED), reviewed_at__isnull=False)
    return counted(found.select_related("reviewed_by")).order_by("-reviewed_at", "-pk")


def counted(found: QuerySet[TrainingLog]) -> QuerySet[Any]:
    named = Logged.objects.select_related("award").order_by("award__name", "pk")
    rows = found.select_related("group", "version__course", "by").annotate(
        number=Count("people"), denied=Count("people__denied_at")
    )
    return rows.prefetch_related(Prefetch("people", named))
