import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from config.schedule import JOBS, enqueue_what_is_due

PAUSE = 0.5  # seconds


class Command(BaseCommand):
    help = "Enqueues each job of config/schedule.py once in each of its periods. Any number may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            close_old_connections()
            enqueue_what_is_due(JOBS)
            time.sleep(PAUSE)
