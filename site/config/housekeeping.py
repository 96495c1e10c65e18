"""Forgetting what is over, and freeing what killed workers of the database's engine left behind."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from campaigns.services import challenges
from config import runs
from config.models import ScheduledRun
from groups.services import importing
from mail.models import TokenBucket
from training.services import importing as training_lists

logger = logging.getLogger(__name__)
KEEP_DONE = timedelta(hours=1)
KEEP_FAILED = timedelta(days=2)
STUCK = timedelta(minutes=30)  # no task of Wagtail's takes so long; ours are called again by the schedule
SLICE = 5000  # rows in one transaction


def prune() -> None:
    """Forget ended sessions, what engine and schedule remember of finished work, limits and files that are over."""
    call_command("clearsessions", verbosity=0)
    forget(finished_tasks())
    forget(finished_runs())
    forget(old_buckets())
    forget(challenges.spent_and_over())
    importing.forget_old()
    training_lists.forget_old()
    forget_limits()


def forget(rows: QuerySet[Any]) -> None:
    while pks := list(rows.values_list("pk", flat=True)[:SLICE]):
        rows.model._default_manager.filter(pk__in=pks).delete()


def finished_tasks() -> QuerySet[Any]:
    now = timezone.now()
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED)
    return DBTaskResult.objects.filter(done | failed)


def finished_runs() -> QuerySet[ScheduledRun]:
    """All but the last of each job, and the last that failed."""
    now = timezone.now()
    done = Q(error="", finished_at__lt=now - KEEP_DONE)
    names = set(ScheduledRun.objects.order_by().values_list("job", flat=True).distinct())
    kept = [run.pk for run in runs.newest_of_each(names)]
    return ScheduledRun.objects.filter(done | Q(finished_at__lt=now - KEEP_FAILED)).exclude(pk__in=kept)


def old_buckets() -> QuerySet[TokenBucket]:
    """A bucket that nobody touched for so long is full, which is as good as none. Its key may be an address's hash."""
    limit = timezone.now() - timedelta(days=settings.KEEP_DAYS["ip_hashes"])
    return TokenBucket.objects.filter(refilled_at__lt=limit)


def forget_limits() -> None:
    """Django's cache in a table deletes what is over only once the table is full."""
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM config_cache WHERE expires < %s", [now])


def free_stuck_tasks() -> int:
    """Give tasks that a killed worker held to another, once; what was held twice has failed. Returns how many."""
    stuck = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - STUCK)
    return sum(_free(task) for task in stuck[:100])


def _free(task: Any) -> int:
    held = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
    if len(task.worker_ids) == 1:
        return held.update(status=TaskResultStatus.READY)
    logger.warning("The task %s (%s) ended two workers and is given up", task.pk, task.task_path)
    return held.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
