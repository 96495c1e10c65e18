import contextlib
import signal
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections, connections

from config import heartbeat
from config.jobs import JOBS
from config.schedule import Scheduler

PAUSE = 0.5  # seconds


class Command(BaseCommand):
    help = (
        "Enqueues each job of config/jobs once in each of its periods, and again what an engine or a killed worker "
        "lost. Any number may run: one leads, and another takes over ten seconds after it fell silent. It outlives "
        "restarts of the database and of Redis."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        holder = heartbeat.this_process()
        scheduler, answers = Scheduler(JOBS, holder), True
        try:
            while True:
                answers = self.tick(scheduler, answered=answers)
                time.sleep(PAUSE)
        finally:
            with contextlib.suppress(Error):
                heartbeat.resign(holder)

    def tick(self, scheduler: Scheduler, *, answered: bool) -> bool:
        """One look; False where the database or Redis does not answer. Said when it begins and when it ends."""
        close_old_connections()
        try:
            scheduler.tick()
        except may_be_away() as error:
            connections.close_all()
            if answered:
                self.stderr.write(f"The schedule waits: no answer ({type(error).__name__})")
            return False
        if not answered:
            self.stderr.write("The schedule goes on")
        return True


def may_be_away() -> tuple[type[Exception], ...]:
    if settings.TASKS_BACKEND != "rq":
        return (Error,)
    from redis.exceptions import RedisError

    return (Error, RedisError)
