"""What a job is, and what several of them ask and do with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BULK = "bulk"  # the queue of what may take long, with a worker of its own: it never holds up a confirmation


@dataclass(frozen=True)
class Job:
    """Something that says "look now": what there is to do is read from our rows, so a lost or second call is harmless.

    A worker has `lease` to do it; then it is taken for dead. `asks` is how often `is_due` is asked.
    """

    name: str
    title: str
    do: Callable[[], Any]
    every: timedelta
    is_due: Callable[[], bool] = lambda: True  # asked first, so that an idle site writes nothing
    queue: str = "default"
    lease: timedelta = timedelta(minutes=10)
    asks: timedelta = timedelta(0)

    def period(self) -> int:
        return int(timezone.now().timestamp() // self.every.total_seconds())


def is_any(first: QuerySet[Any], *others: QuerySet[Any]) -> bool:
    """In one query, which ends at the first row: it is asked every second."""
    return first.union(*others, all=True).exists()


def all_of(*steps: Callable[[], Any]) -> None:
    """One after another. One that fails holds up no other, and the run ends with its error."""
    failed: Exception | None = None
    for step in steps:
        try:
            step()
        except Exception as error:
            failed = failed or error
    if failed is not None:
        raise failed
