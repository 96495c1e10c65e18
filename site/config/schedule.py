"""Which jobs run how often, and enqueueing each once a period however many schedulers there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult
from wagtail.models import DraftStateMixin, Page, Revision

from campaigns.models import SignatureDelta
from campaigns.services import petitions
from campaigns.tasks import fold_counts
from config.models import ScheduledRun
from mail.models import Delivery
from mail.tasks import send_due
from pages.models import Fact
from training.models import Indicator

KEEP_RUNS = timedelta(days=2)


@dataclass(frozen=True)
class Job:
    name: str
    task: Task[[], Any]
    every: timedelta
    is_due: Callable[[], bool] = lambda: True  # asked first, so that an idle site writes nothing

    def period(self) -> int:
        return int(timezone.now().timestamp() // self.every.total_seconds())

    def waits(self) -> bool:
        """Whether an earlier call still stands in the queue: another behind it would find nothing left to do."""
        return DBTaskResult.objects.ready().filter(task_path=self.task.module_path).exists()


@task()
def prune() -> None:
    """Forget unconfirmed signatures, ended sessions, and what scheduler and engine remember of finished work."""
    while petitions.forget_unconfirmed():
        continue
    call_command("clearsessions", verbosity=0)
    call_command("prune_db_task_results", verbosity=0)
    ScheduledRun.objects.filter(created_at__lt=timezone.now() - KEEP_RUNS).delete()


@task()
def publish_scheduled() -> None:
    """Publish and expire the pages, facts and signs whose editors named a time."""
    call_command("publish_scheduled", verbosity=0)


def mail_waits() -> bool:
    return Delivery.objects.due().exists() or Delivery.objects.abandoned().exists()


def counts_wait() -> bool:
    return SignatureDelta.objects.filter(folded=False).exists()


def pages_wait() -> bool:
    now = timezone.now()
    to_publish = Revision.objects.filter(approved_go_live_at__lte=now)
    expiring: list[type[DraftStateMixin]] = [Page, Fact, Indicator]
    return to_publish.exists() or any(
        model._default_manager.filter(live=True, expire_at__lte=now).exists() for model in expiring
    )


JOBS = [
    Job("send_due", send_due, timedelta(seconds=1), mail_waits),
    Job("fold_counts", fold_counts, timedelta(seconds=10), counts_wait),
    Job("publish_scheduled", publish_scheduled, timedelta(minutes=1), pages_wait),
    Job("prune", prune, timedelta(days=1)),
]


def enqueue_what_is_due(jobs: list[Job]) -> int:
    """Enqueue every job that is due and has no run in its present period; returns how many."""
    return sum(_enqueue_once(job) for job in jobs if job.is_due())


def _enqueue_once(job: Job) -> bool:
    if ScheduledRun.objects.filter(job=job.name, period__gte=job.period()).exists() or job.waits():
        return False
    with transaction.atomic():
        _, ours = ScheduledRun.objects.get_or_create(job=job.name, period=job.period())
        if ours:
            job.task.enqueue()
    return ours
