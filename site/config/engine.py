"""The engine for many machines. Only settings with TASKS_BACKEND=rq load this module."""

from functools import partial
from typing import Any

from django.db import transaction
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id
from django_tasks_rq import RQBackend


class RedisBackend(RQBackend):
    """Redis knows nothing of our transactions: what is enqueued in one leaves when that is committed.

    Then Redis being away must not fail what is committed already; it is logged.
    """

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        leave = partial(super().enqueue, task, args, kwargs)
        if not transaction.get_connection().in_atomic_block:
            return leave()
        self.validate_task(task)
        transaction.on_commit(leave, robust=True)
        return not_enqueued_yet(task, args, kwargs, backend=self.alias)


def not_enqueued_yet(task: Task[..., Any], args: Any, kwargs: Any, *, backend: str) -> TaskResult[Any]:
    return TaskResult(
        task=task,
        id=get_random_id(),
        status=TaskResultStatus.READY,
        enqueued_at=None,
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=args,
        kwargs=kwargs,
        backend=backend,
        errors=[],
        worker_ids=[],
    )
