"""Enqueueing each job once a period, and again where an engine lost the call or a worker was killed."""

import time
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from config import heartbeat, housekeeping, runs, tasks
from config.jobs import JOBS as JOBS
from config.jobs import Job
from config.models import ScheduledRun

FIRST = 50  # of -100 to 100; what Wagtail enqueues has 0
UNHEARD = timedelta(minutes=1)  # how long a call may wait before it is taken for lost
REPAIR = timedelta(seconds=10)
AHEAD = timedelta(minutes=1)


class Scheduler:
    """One process's part in the schedule: it does the work while it leads, and else waits to."""

    def __init__(self, jobs: Sequence[Job], holder: str) -> None:
        self.jobs, self.holder, self.leads = jobs, holder, False
        self.next: dict[str, float] = {}

    def tick(self) -> None:
        if self.is_time("beat", heartbeat.BEAT):
            self.leads = heartbeat.lead(self.holder)
        if not self.leads:
            return
        if self.is_time("repair", REPAIR):
            repair(self.jobs)
        enqueue_what_is_due([job for job in self.jobs if self.is_time(job.name, job.asks)])

    def is_time(self, what: str, every: timedelta) -> bool:
        now = time.monotonic()
        if now < self.next.get(what, 0):
            return False
        self.next[what] = now + every.total_seconds()
        return True


def enqueue_what_is_due(jobs: Sequence[Job]) -> int:
    """Enqueue every job that is due and has no run in its present period; returns how many."""
    return sum(_enqueue_once(job) for job in jobs if job.is_due())


def _enqueue_once(job: Job) -> bool:
    """Not where an earlier call still waits: another behind it would find nothing left to do."""
    last = runs.newest(job.name)
    if last and (last.waits or last.period >= job.period()):
        return False
    run, ours = ScheduledRun.objects.get_or_create(job=job.name, period=job.period())
    if ours:
        _call_or_forget(job, run)
    return ours


def _call_or_forget(job: Job, run: ScheduledRun) -> None:
    try:
        call(job, run)
    except Exception:
        run.delete()  # the engine is away: as if nobody had asked
        raise


def call(job: Job, run: ScheduledRun) -> None:
    called = tasks.run.using(queue_name=job.queue)
    if called.get_backend().supports_priority:
        # Wagtail indexes what was published in the same queue: nobody waits for that as for a confirmation.
        called = called.using(priority=FIRST)
    called.enqueue(job.name, run.pk)


def repair(jobs: Sequence[Job]) -> None:
    forget_the_future()
    take_up_what_was_lost(jobs)
    housekeeping.free_stuck_tasks()


def forget_the_future() -> int:
    """Where the clock was put back, runs of times to come would keep every job from running until then."""
    gone, _ = ScheduledRun.objects.filter(created_at__gt=timezone.now() + AHEAD).delete()
    return gone


def take_up_what_was_lost(jobs: Sequence[Job]) -> int:
    """Enqueue again what no worker took up, or what one took up and did not end in its time; returns how many."""
    by_name = {job.name: job for job in jobs}
    unfinished = ScheduledRun.objects.filter(finished_at=None, job__in=by_name)
    return sum(_take_up(by_name[run.job], run) for run in unfinished if is_lost(by_name[run.job], run))


def is_lost(job: Job, run: ScheduledRun) -> bool:
    """Each time it is enqueued again it may wait twice as long: with no worker there the calls must not pile up."""
    now = timezone.now()
    patience = max(UNHEARD, run.enqueued_at - run.created_at)
    held = run.started_at is not None and run.started_at > now - job.lease
    return not held and run.enqueued_at < now - patience


def _take_up(job: Job, run: ScheduledRun) -> bool:
    last = runs.newest(job.name)
    if last and last.period > run.period:
        runs.finish(run.pk, started_at=run.started_at, error=runs.ITS_WORKER_ENDED)
        return False
    call(job, run)
    ScheduledRun.objects.filter(pk=run.pk).update(enqueued_at=timezone.now())
    return True
