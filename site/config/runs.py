"""What becomes of each run of a job. It stands in our own rows, so no engine needs to be asked."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet, Subquery
from django.utils import timezone

from config.models import ScheduledRun

ITS_WORKER_ENDED = "its worker ended"


class Known(NamedTuple):
    last: ScheduledRun | None
    last_failed: ScheduledRun | None


def newest(job: str) -> ScheduledRun | None:
    return of(job).first()


def of(job: str) -> QuerySet[ScheduledRun]:
    return ScheduledRun.objects.filter(job=job).order_by("-period")


def newest_of_each(jobs: Collection[str]) -> QuerySet[ScheduledRun]:
    """The last run of each job and the last that failed, in one query that goes through the index."""
    wanted = Q(pk=None)
    for job in jobs:
        for runs in (of(job), of(job).exclude(error="")):
            wanted |= Q(pk=Subquery(runs.values("pk")[:1]))
    return ScheduledRun.objects.filter(wanted)


def known(jobs: Collection[str]) -> dict[str, Known]:
    found = sorted(newest_of_each(jobs), key=lambda run: run.period)
    last = {run.job: run for run in found}
    failed = {run.job: run for run in found if run.error}
    return {job: Known(last.get(job), failed.get(job)) for job in jobs}


def start(run_id: int, *, lease: timedelta) -> datetime | None:
    """Take a run up; None where it is over, or where whoever took it up before still has its lease."""
    now = timezone.now()
    free = Q(started_at=None) | Q(started_at__lt=now - lease)
    taken = ScheduledRun.objects.filter(free, pk=run_id, finished_at=None).update(started_at=now)
    return now if taken else None


def finish(run_id: int, *, started_at: datetime | None, error: str = "") -> bool:
    """Write down how a run ended; False where somebody else has taken it up since `started_at`."""
    ours = ScheduledRun.objects.filter(pk=run_id, started_at=started_at, finished_at=None)
    return bool(ours.update(finished_at=timezone.now(), error=error[:200]))
