import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from config import heartbeat, jobs
from config.jobs import Job
from config.management.commands.scheduler import Command
from config.models import Heartbeat, ScheduledRun
from config.schedule import Scheduler
from tests import factories
from tests.config.test_processes import wait_until

pytestmark = pytest.mark.django_db


def beat(ago: timedelta, holder: str = "first") -> None:
    Heartbeat.objects.update_or_create(pk=heartbeat.ROW, defaults={"holder": holder, "beat_at": timezone.now() - ago})


def home(client: Client) -> str:
    return client.get("/admin/").content.decode()


@pytest.fixture
def publisher(client: Client) -> Client:
    client.force_login(factories.member_of("Publishers"))
    return client


def test_one_scheduler_leads_and_the_others_wait() -> None:
    assert [heartbeat.lead(holder) for holder in ("first", "second", "first", "second")] == [True, False, True, False]


def test_another_takes_over_from_one_that_fell_silent_and_the_first_then_waits() -> None:
    beat(timedelta(seconds=9))
    assert heartbeat.lead("second") is False
    beat(timedelta(seconds=11))
    assert heartbeat.lead("second") is True
    assert heartbeat.lead("first") is False


def test_a_beat_from_the_future_holds_nobody_up() -> None:
    beat(timedelta(hours=-1))
    assert heartbeat.lead("second") is True


def test_one_that_is_stopped_lets_another_lead_at_once() -> None:
    heartbeat.lead("first")
    heartbeat.resign("second")
    assert heartbeat.lead("second") is False
    heartbeat.resign("first")
    assert heartbeat.lead("second") is True


def test_a_scheduler_that_does_not_lead_enqueues_nothing() -> None:
    beat(timedelta(0), holder="another")
    scheduler = Scheduler([Job("note", "Noting", lambda: None, timedelta(minutes=1))], "this")
    scheduler.tick()
    assert not ScheduledRun.objects.exists()
    beat(timedelta(minutes=1), holder="another")
    scheduler.next.clear()
    scheduler.tick()
    assert ScheduledRun.objects.get().job == "note"


def test_a_database_that_is_away_is_said_once_and_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    said = StringIO()
    command, scheduler = Command(stderr=said), Scheduler([], "this")
    monkeypatch.setattr("config.management.commands.scheduler.connections.close_all", lambda: None)
    monkeypatch.setattr(scheduler, "tick", lambda: (_ for _ in ()).throw(OperationalError("terminating connection")))
    answers = [command.tick(scheduler, answered=answered) for answered in (True, False, False)]
    monkeypatch.setattr(scheduler, "tick", lambda: None)
    answers.append(command.tick(scheduler, answered=False))
    assert answers == [False, False, False, True]
    assert said.getvalue().splitlines() == ["The schedule waits: no answer (OperationalError)", "The schedule goes on"]


@pytest.mark.parametrize(
    ("ago", "says", "alarm"),
    [
        (timedelta(seconds=2), "The schedule runs", False),
        (timedelta(seconds=20), "The schedule is late", False),
        (timedelta(seconds=61), "The schedule stopped 1 minute ago", True),
        (timedelta(hours=5), "The schedule stopped 5 hours ago", True),
    ],
)
def test_the_home_of_the_admin_says_whether_the_schedule_lives(
    publisher: Client, ago: timedelta, says: str, alarm: bool
) -> None:
    beat(ago)
    page = home(publisher)
    assert says in page
    assert ("help-critical" in page) is alarm
    assert ("start the scheduler" in page) is alarm


def test_a_schedule_that_never_ran_is_an_alarm(publisher: Client) -> None:
    assert "The schedule has never run" in home(publisher)


def test_each_job_tells_its_last_run_and_its_last_failure(publisher: Client) -> None:
    now = timezone.now()
    beat(timedelta(0))
    for period, error in ((1, "KeyError"), (2, "ValueError"), (3, "")):
        ScheduledRun.objects.create(
            job="fold_counts", period=period, started_at=now - timedelta(seconds=2.5), finished_at=now, error=error
        )
    waiting = ScheduledRun.objects.create(job="send_due", period=1)
    ScheduledRun.objects.filter(pk=waiting.pk).update(created_at=now - timedelta(minutes=2))
    page = home(publisher)
    assert "done in 2.5 seconds" in page
    assert "Last failure: ValueError" in page
    assert "KeyError" not in page
    assert "no worker takes it up" in page
    assert "start the workers" in page


def test_the_panel_takes_three_queries_however_many_runs_there_were(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    from config.wagtail_hooks import HeartbeatPanel

    ScheduledRun.objects.bulk_create(
        ScheduledRun(job=job.name, period=period, error="ValueError") for job in jobs.JOBS for period in range(50)
    )
    with django_assert_num_queries(3):
        context = HeartbeatPanel().get_context_data({})
    assert len(context["rows"]) == len(jobs.JOBS)


@pytest.mark.parametrize(("member", "sees"), [(factories.dele, True), (lambda: factories.member_of("Editors"), False)])
def test_administrators_see_it_and_editors_do_not(client: Client, member: Callable[[], Any], sees: bool) -> None:
    client.force_login(member())
    assert ("What runs by itself" in home(client)) is sees


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_scheduler_outlives_an_absence_of_the_database_and_gives_up_the_lead_when_it_is_told_to_stop(
    tmp_path: Path,
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite is in memory, where no other process finds it")
    name = str(connection.settings_dict["NAME"])
    log = tmp_path / "log"
    environment = {
        **os.environ,
        "DATABASE_URL": re.sub(r"/[^/]*$", f"/{name}", os.environ["DATABASE_URL"]),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    with log.open("w") as said:
        scheduler = subprocess.Popen(
            [sys.executable, "manage.py", "scheduler"], env=environment, cwd=settings.BASE_DIR, stderr=said
        )
    try:
        assert wait_until(lambda: Heartbeat.objects.exists())
        with closed_to_others(name):
            assert wait_until(lambda: "waits" in log.read_text())
        assert wait_until(lambda: "goes on" in log.read_text())
    finally:
        scheduler.terminate()
        assert scheduler.wait(20) == 0
    # Where it was asking when the connection was cut, that is an OperationalError; where it had asked and began anew
    # with what was left of it, an InterfaceError.
    assert re.fullmatch(
        r"The schedule waits: no answer \((Operational|Interface)Error\)\nThe schedule goes on\n", log.read_text()
    )
    assert Heartbeat.objects.get().holder == ""


@contextmanager
def closed_to_others(name: str) -> Iterator[None]:
    """The database as it looks from outside while it is restarted."""
    with connection._nodb_cursor() as elsewhere:
        elsewhere.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [name],
            )
        try:
            yield
        finally:
            elsewhere.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
