"""How the schedule is doing, in words, for the admin's home."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from config import heartbeat, jobs, runs
from config.jobs import Job
from config.models import ScheduledRun
from config.schedule import UNHEARD
from mail.models import Delivery, Mailing

MOST_COUNTED = 10_000
TO_DO = (
    "No message leaves, no signature is counted and no page is published at its time. Ask whoever looks after the "
    "server to start the {part}. Nothing is lost: what is due waits."
)
START_SCHEDULER = TO_DO.format(part="scheduler (manage.py scheduler)")
START_WORKERS = TO_DO.format(part="workers, one for each queue")


@dataclass(frozen=True)
class Pulse:
    sentence: str
    to_do: str = ""  # where it has stopped


@dataclass(frozen=True)
class Row:
    title: str
    last: datetime | None
    outcome: str
    failed_before: ScheduledRun | None
    is_bad: bool = False
    is_unheard: bool = False


def pulse(rows: Iterable[Row]) -> Pulse:
    age = heartbeat.age()
    if age is None:
        return Pulse("The schedule has never run.", START_SCHEDULER)
    if age > heartbeat.DEAD:
        return Pulse(f"The schedule stopped {lasting(age)} ago.", START_SCHEDULER)
    if any(row.is_unheard for row in rows):
        return Pulse("The schedule runs, but no worker takes up what it asks for.", START_WORKERS)
    if age > heartbeat.LEASE:
        return Pulse(f"The schedule is late: its last sign of life was {lasting(age)} ago. Another takes over soon.")
    return Pulse(f"The schedule runs: its last sign of life was {lasting(age)} ago.")


def lasting(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            return counted(seconds // length, unit)
    return counted(seconds, "second")


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def rows() -> list[Row]:
    known = runs.known([job.name for job in jobs.JOBS])
    return [row(job, *known[job.name]) for job in jobs.JOBS]


def row(job: Job, last: ScheduledRun | None, failed: ScheduledRun | None) -> Row:
    if last is None:
        return Row(job.title, None, "nothing to do so far", None)
    before = None if failed == last else failed
    alone = unheard(last)
    return Row(job.title, last.created_at, outcome(last), before, bool(last.error) or alone, alone)


def outcome(run: ScheduledRun) -> str:
    if unheard(run):
        return "no worker takes it up"
    if run.waits:
        return "waits for a worker"
    if run.finished_at is None:
        return "under way"
    if run.error:
        return f"failed: {run.error}"
    return f"done in {run.took.total_seconds():.1f} seconds" if run.took else "done"


def unheard(run: ScheduledRun) -> bool:
    return run.waits and run.created_at < timezone.now() - UNHEARD


def messages_that_wait() -> str:
    due = Delivery.objects.due().order_by()
    of_mailings = due.filter(mailing__in=Mailing.objects.may_leave())  # of no mail-out that is paused or rests
    keys = due.alone().values("pk").union(of_mailings.values("pk"), all=True)
    number = keys[: MOST_COUNTED + 1].count()
    if number == 0:
        return "No message is due to leave."
    if number > MOST_COUNTED:
        return f"More than {MOST_COUNTED:,} messages are due to leave."
    return f"{counted(number, 'message')} {'is' if number == 1 else 'are'} due to leave."
