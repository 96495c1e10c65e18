"""The same behaviour on both engines, with the workers that `manage.py serve` starts."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from wagtail.tasks import delete_file_from_storage_task

from config import jobs, processes, schedule, tasks
from config.models import ScheduledRun
from config.settings.base import ENGINES, TASK_QUEUES
from tests.config import engine_jobs
from tests.config.engine_jobs import noted
from tests.journeys.site_in_processes import children

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.xdist_group("processes")]
PATIENCE = 30  # seconds
NAMED = f"engine of {os.getpid()}"  # what the database calls the processes that these tests start
BURST = {"db": "--batch", "rq": "--burst"}  # what makes a worker end when nothing waits in its queue


class Engine:
    """One of the two, and a worker of queue "default" that lives through several tests: it takes long to start."""

    def __init__(self, name: str, redis_url: str, folder: Path) -> None:
        self.name, self.redis_url, self.notes = name, redis_url, folder / "notes"
        self.worker: subprocess.Popen[bytes] | None = None

    def start(self, part: str, *options: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [*processes.parts(self.name)[part], *options],
            env={**os.environ, **self.environment()},
            cwd=django_settings.BASE_DIR,
            stdout=subprocess.DEVNULL,
        )

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": re.sub(r"/[^/]*$", f"/{connection.settings_dict['NAME']}", os.environ["DATABASE_URL"]),
            "DJANGO_SETTINGS_MODULE": "tests.config.engine_settings",
            "TASKS_BACKEND": self.name,
            "REDIS_URL": self.redis_url,
            "PGAPPNAME": NAMED,
            engine_jobs.NOTES: str(self.notes),
        }

    def work(self) -> None:
        """Have a worker of queue "default" run."""
        if self.worker is None or self.worker.poll() is not None:
            self.worker = self.start("worker")

    def work_off(self, part: str) -> None:
        assert self.start(part, BURST[self.name]).wait(PATIENCE) == 0

    def kill_worker(self) -> None:
        """At once, with what it has forked."""
        if self.worker is not None:
            for pid in [self.worker.pid, *children(self.worker.pid)]:
                os.kill(pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def waiting(self, queue: str = "default") -> int:
        if self.name == "db":
            return DBTaskResult.objects.ready().filter(queue_name=queue).count()
        return int(self.redis.llen(f"rq:queue:{queue}"))

    def failed(self) -> int:
        if self.name == "db":
            return DBTaskResult.objects.failed().count()
        return int(self.redis.zcard("rq:failed:default"))

    def lose_calls(self) -> None:
        if self.name == "db":
            DBTaskResult.objects.ready().delete()
        else:
            self.redis.delete(*(f"rq:queue:{queue}" for queue in TASK_QUEUES))

    @property
    def redis(self) -> Any:
        return redis.Redis.from_url(self.redis_url)


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis of our own that listens on a socket alone and keeps nothing; yields its address."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server here (Debian: apt-get install redis-server)")
    socket = folder / "redis.sock"
    command = [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder)
    try:
        wait_until(socket.exists)
        yield f"unix://{socket}"
    finally:
        server.kill()
        server.wait()


def wait_until(question: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


@pytest.fixture(scope="module", params=["db", "rq"])
def started(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp(request.param)
    with django_db_blocker.unblock(), redis_server(folder) if request.param == "rq" else nullcontext("") as url:
        if connection.vendor != "postgresql":
            pytest.skip("the tests' SQLite is in memory, where no worker finds it")
        engine = Engine(request.param, url, folder)
        try:
            yield engine
        finally:
            engine.kill_worker()
            wait_until(none_of_its_processes_is_connected)  # or the database can't be dropped
            connection.close()


def none_of_its_processes_is_connected() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [NAMED])
        return bool(cursor.fetchone() == (0,))


@pytest.fixture
def engine(started: Engine, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv(engine_jobs.NOTES, str(started.notes))
    monkeypatch.setattr(jobs, "JOBS", engine_jobs.made())
    settings.TASKS_BACKEND = started.name
    settings.RQ_QUEUES = {queue: {"URL": started.redis_url} for queue in TASK_QUEUES}
    settings.TASKS = {"default": {"BACKEND": ENGINES[started.name], "QUEUES": TASK_QUEUES}}
    yield started
    started.lose_calls()
    started.notes.unlink(missing_ok=True)


def ask_for(name: str) -> ScheduledRun:
    """Have the schedule enqueue a job."""
    job = jobs.find(name)
    assert job is not None
    assert schedule.enqueue_what_is_due([job]) == 1
    return ScheduledRun.objects.get(job=name)


def is_over(run: ScheduledRun) -> bool:
    run.refresh_from_db()
    return run.finished_at is not None


def move_back(run: ScheduledRun, by: timedelta) -> None:
    """As if all that happened to it had happened earlier."""
    run.refresh_from_db()
    ScheduledRun.objects.filter(pk=run.pk).update(
        created_at=run.created_at - by,
        enqueued_at=run.enqueued_at - by,
        started_at=run.started_at and run.started_at - by,
    )


def take_up_what_was_lost() -> int:
    return schedule.take_up_what_was_lost(jobs.JOBS)


def test_what_is_enqueued_in_a_transaction_leaves_when_that_commits(engine: Engine) -> None:
    """Wagtail enqueues so when an editor saves: no worker may look before there is something to be seen."""
    engine.kill_worker()
    with transaction.atomic():
        tasks.run.enqueue("quick", 1)
        transaction.set_rollback(True)
    assert engine.waiting() == 0
    with transaction.atomic():
        tasks.run.enqueue("quick", 1)
        assert engine.name == "db" or engine.waiting() == 0
    assert engine.waiting() == 1


def test_what_is_enqueued_is_done_once_however_often_it_is_called(engine: Engine) -> None:
    engine.work()
    run = ask_for("quick")
    for _ in range(2):
        tasks.run.enqueue("quick", run.pk)
    wait_until(lambda: is_over(run) and engine.waiting() == 0)
    assert run.error == ""
    last = ask_for("fail")
    wait_until(lambda: is_over(last))
    assert len(noted("quick")) == 1


def test_an_error_is_kept_with_the_run_and_is_none_of_the_engine(engine: Engine) -> None:
    engine.work()
    run = ask_for("fail")
    wait_until(lambda: is_over(run))
    assert run.error == "ValueError"
    assert engine.failed() == 0


def test_wagtails_own_tasks_are_done_too(engine: Engine, tmp_path: Path) -> None:
    engine.work()
    picture = tmp_path / "picture.png"
    picture.touch()
    storage = ["django.core.files.storage.FileSystemStorage", [], {"location": str(tmp_path)}]
    delete_file_from_storage_task.enqueue(storage, picture.name)
    wait_until(lambda: not picture.exists())
    assert engine.failed() == 0


def test_mail_to_many_waits_for_its_own_worker_and_holds_nothing_else_up(engine: Engine) -> None:
    engine.work()
    bulk, quick = ask_for("bulk"), ask_for("quick")
    wait_until(lambda: is_over(quick))
    assert engine.waiting("bulk") == 1
    assert not is_over(bulk)


def test_a_call_that_the_engine_lost_is_made_again(engine: Engine) -> None:
    run = ask_for("bulk")
    engine.lose_calls()
    assert take_up_what_was_lost() == 0
    move_back(run, schedule.UNHEARD)
    assert take_up_what_was_lost() == 1
    engine.work_off("bulk worker")
    assert is_over(run)
    assert len(noted("bulk")) == 1


def test_what_a_killed_worker_held_is_done_by_another_after_its_lease(engine: Engine) -> None:
    engine.work()
    run = ask_for("slow")
    wait_until(lambda: noted("begun"))
    engine.kill_worker()
    move_back(run, engine_jobs.LEASE - timedelta(seconds=PATIENCE))
    assert take_up_what_was_lost() == 0
    move_back(run, timedelta(seconds=PATIENCE))
    assert take_up_what_was_lost() == 1
    engine.work()
    wait_until(lambda: is_over(run))
    assert (len(noted("begun")), len(noted("ended")), run.error) == (2, 1, "")


def test_a_worker_of_the_database_keeps_its_connection_from_task_to_task(engine: Engine) -> None:
    """RQ forks a process for each task, which connects once."""
    engine.work()
    for job, error in (("quick", ""), ("fail", "ValueError"), ("quick", "")):
        ScheduledRun.objects.all().delete()
        run = ask_for(job)
        wait_until(partial(is_over, run))
        assert run.error == error
    assert len(noted("quick")) == 2
    assert len(set(noted("quick"))) == (1 if engine.name == "db" else 2)
