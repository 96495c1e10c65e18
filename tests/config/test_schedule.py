import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config import housekeeping, jobs, runs, schedule, tasks
from config.jobs import Job
from config.models import ScheduledRun
from mail.models import TokenBucket
from mail.services import events
from tests.cast import SUZIE

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENGINE_OF_THE_DATABASE = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "bulk"]},
}


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def job(done: list[str], monkeypatch: pytest.MonkeyPatch) -> Job:
    made = Job("note", "Noting", lambda: done.append("noted"), timedelta(minutes=1), lease=timedelta(minutes=5))
    monkeypatch.setattr(jobs, "JOBS", [made])
    return made


@pytest.fixture
def engine_of_the_database(settings: Any) -> None:
    """Calls wait as rows, and no worker is there."""
    settings.TASKS = ENGINE_OF_THE_DATABASE


def call_again(run: ScheduledRun) -> None:
    tasks.run.call(run.job, run.pk)


def test_a_job_runs_once_a_period_however_many_schedulers_ask(job: Job, done: list[str]) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        assert [schedule.enqueue_what_is_due([job]) for _ in range(3)] == [1, 0, 0]
        clock.shift(60)
        assert schedule.enqueue_what_is_due([job]) == 1
    assert done == ["noted", "noted"]
    assert all(run.took is not None and run.error == "" for run in ScheduledRun.objects.all())


def test_a_call_that_comes_twice_is_done_once(job: Job, done: list[str]) -> None:
    schedule.enqueue_what_is_due([job])
    call_again(ScheduledRun.objects.get())
    assert done == ["noted"]


def test_nothing_is_enqueued_behind_a_call_that_waits(job: Job, engine_of_the_database: None) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        assert schedule.enqueue_what_is_due([job]) == 1
        clock.shift(60)
        assert schedule.enqueue_what_is_due([job]) == 0
        runs.start(ScheduledRun.objects.get().pk, lease=job.lease)
        assert schedule.enqueue_what_is_due([job]) == 1


def test_a_call_goes_before_what_wagtail_enqueued(job: Job, engine_of_the_database: None) -> None:
    indexed = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="wagtail.tasks.any", backend_name="default"
    )
    schedule.enqueue_what_is_due([job])
    first, second = DBTaskResult.objects.ready()
    assert (first.task_path, second) == ("config.tasks.run", indexed)


def test_a_flood_of_events_holds_up_confirmations_for_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    found = jobs.find("process_events")
    assert found
    monkeypatch.setattr(events, "process_batch", lambda waiting: 100)
    start = time.monotonic()
    assert found.do() >= 100
    assert time.monotonic() - start < 2


def test_a_lost_call_is_made_again_after_a_minute_and_then_ever_more_seldom(
    job: Job, engine_of_the_database: None
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        schedule.enqueue_what_is_due([job])
        DBTaskResult.objects.all().delete()
        calls = 0
        for _ in range(60 * 6):
            clock.shift(10)
            calls += schedule.take_up_what_was_lost([job])
    assert calls == DBTaskResult.objects.count() == 6  # about 1, 2, 5, 10, 21 and 42 minutes after the first


def test_a_run_whose_worker_was_killed_is_done_by_another_after_its_lease(job: Job, done: list[str]) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        run = ScheduledRun.objects.create(job="note", period=job.period())
        runs.start(run.pk, lease=job.lease)
        clock.shift(job.lease - timedelta(seconds=1))
        call_again(run)
        assert schedule.take_up_what_was_lost([job]) == 0
        assert done == []
        clock.shift(2)
        assert schedule.take_up_what_was_lost([job]) == 1
        assert done == ["noted"]


def test_a_killed_run_is_closed_where_a_later_one_was_made(job: Job, done: list[str]) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        killed = ScheduledRun.objects.create(job="note", period=job.period())
        runs.start(killed.pk, lease=job.lease)
        clock.shift(job.lease + timedelta(seconds=1))
        schedule.enqueue_what_is_due([job])
        assert schedule.take_up_what_was_lost([job]) == 0
    killed.refresh_from_db()
    assert (killed.error, done) == (runs.ITS_WORKER_ENDED, ["noted"])


def test_who_overran_the_lease_does_not_write_over_who_came_after(job: Job) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        run = ScheduledRun.objects.create(job="note", period=job.period())
        first = runs.start(run.pk, lease=job.lease)
        clock.shift(job.lease + timedelta(seconds=1))
        second = runs.start(run.pk, lease=job.lease)
        assert runs.finish(run.pk, started_at=first, error="Late") is False
        assert runs.finish(run.pk, started_at=second) is True
    run.refresh_from_db()
    assert run.error == ""


def test_an_error_is_told_by_its_type_and_never_by_its_words(
    job: Job, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError(SUZIE["email"])

    monkeypatch.setattr(jobs, "JOBS", [Job("note", "Noting", fail, timedelta(minutes=1))])
    schedule.enqueue_what_is_due(jobs.JOBS)
    assert ScheduledRun.objects.get().error == "ValueError"
    assert "in fail" in caplog.text
    assert SUZIE["email"] not in caplog.text


def test_a_call_that_the_engine_refuses_leaves_no_run_behind(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(schedule, "call", refuse)
    with pytest.raises(OperationalError):
        schedule.enqueue_what_is_due([job])
    assert not ScheduledRun.objects.exists()


def test_a_worker_older_than_the_schedule_leaves_a_job_it_does_not_know(job: Job) -> None:
    run = ScheduledRun.objects.create(job="newer", period=1)
    call_again(run)
    run.refresh_from_db()
    assert run.waits


def test_a_clock_that_was_put_back_stops_no_job(job: Job, done: list[str]) -> None:
    with time_machine.travel(NOW, tick=False):
        schedule.enqueue_what_is_due([job])
    with time_machine.travel(NOW - timedelta(hours=1), tick=False):
        assert schedule.enqueue_what_is_due([job]) == 0
        schedule.repair([job])
        assert schedule.enqueue_what_is_due([job]) == 1
    assert done == ["noted", "noted"]


def test_a_task_of_a_killed_worker_goes_to_another_once_and_then_has_failed() -> None:
    long_ago = timezone.now() - housekeeping.STUCK - timedelta(minutes=1)
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="wagtail.tasks.update_reference_index_task"
    )

    def held_by(worker: str) -> str:
        task.claim(worker)
        DBTaskResult.objects.update(started_at=long_ago)
        assert housekeeping.free_stuck_tasks() == 1
        task.refresh_from_db()
        return str(task.status)

    assert [held_by("first"), held_by("second")] == [TaskResultStatus.READY, TaskResultStatus.FAILED]


def test_a_task_that_is_under_way_is_left_to_its_worker() -> None:
    task = DBTaskResult.objects.create(args_kwargs={"args": [], "kwargs": {}}, task_path="wagtail.tasks.any")
    task.claim("first")
    assert housekeeping.free_stuck_tasks() == 0


def test_what_is_over_is_forgotten_and_the_last_of_each_job_stays() -> None:
    old = timezone.now() - timedelta(days=40)
    for period, error in enumerate(["", "ValueError", "", ""]):
        ScheduledRun.objects.create(job="note", period=period, started_at=old, finished_at=old, error=error)
    ScheduledRun.objects.create(job="note", period=9)
    for key, touched in (("old", old), ("new", timezone.now())):
        TokenBucket.objects.create(key=key, tokens=1, refilled_at=touched)
    for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED):
        DBTaskResult.objects.create(args_kwargs={}, task_path="any", status=status, finished_at=old)
    caches["limits"].set("old", 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE config_cache SET expires = %s", [old])
    caches["limits"].set("new", 1, timeout=60)
    housekeeping.prune()
    assert set(ScheduledRun.objects.values_list("period", flat=True)) == {1, 9}
    assert list(TokenBucket.objects.values_list("key", flat=True)) == ["new"]
    assert not DBTaskResult.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM config_cache")
        assert cursor.fetchone() == (1,)


def test_an_idle_site_asks_and_writes_nothing(django_assert_max_num_queries: Callable[..., Any]) -> None:
    idle = [job for job in jobs.JOBS if job.every < timedelta(hours=1)]  # the others run by the clock alone
    with django_assert_max_num_queries(21) as asked:  # most jobs ask less often than each second
        assert schedule.enqueue_what_is_due(idle) == 0
    assert all(query["sql"].lstrip("(").startswith("SELECT") for query in asked.captured_queries)
