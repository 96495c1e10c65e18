"""Jobs that tell what they did in a file, for the workers of tests/config/test_engine.py."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.db import connection

if TYPE_CHECKING:
    from config.jobs import Job

NOTES = "ENGINE_NOTES"  # the environment variable that names the file
LEASE = timedelta(minutes=2)


def note(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        session = cursor.fetchone()[0]
    with Path(os.environ[NOTES]).open("a") as file:
        file.write(f"{what} {session}\n")


def noted(what: str) -> list[str]:
    """The session with the database that it was done in, once for each time it was done."""
    path = Path(os.environ[NOTES])
    lines = path.read_text().splitlines() if path.exists() else []
    return [session for done, session in (line.split() for line in lines) if done == what]


def quick() -> None:
    note("quick")


def bulk() -> None:
    note("bulk")


def fail() -> None:
    raise ValueError


def slow_at_first() -> None:
    note("begun")
    if len(noted("begun")) == 1:
        time.sleep(60)  # until it is killed
    note("ended")


class EngineJobs(AppConfig):
    name = "tests.config"
    label = "engine_jobs"

    def ready(self) -> None:
        from config import jobs

        jobs.JOBS.extend(made())


def made() -> list["Job"]:
    from config.jobs import Job

    hour = timedelta(hours=1)
    return [
        Job("quick", "Quick", quick, hour, lease=LEASE),
        Job("bulk", "Bulk", bulk, hour, lease=LEASE, queue="bulk"),
        Job("fail", "Failing", fail, hour, lease=LEASE),
        Job("slow", "Slow", slow_at_first, hour, lease=LEASE),
    ]
