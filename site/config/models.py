from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ScheduledRun(models.Model):
    """One run of a job: in each period of the job's own length there is one at most.

    What becomes of it stands here and not in the engine, which may lose a call or repeat it.
    """

    job = models.CharField(max_length=60)
    period = models.BigIntegerField(help_text="Seconds since 1970, divided by the job's length in seconds.")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    enqueued_at = models.DateTimeField(default=timezone.now, help_text="When an engine was last asked to do it.")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True, help_text="The type of the error that ended it.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("job", "period"), name="one_run_of_a_job_in_each_period")]
        indexes = [
            models.Index(fields=("job", "-period"), name="runs_of_a_job"),
            models.Index(fields=("job",), condition=Q(finished_at=None), name="runs_that_are_not_over"),
        ]

    def __str__(self) -> str:
        return f"{self.job} in period {self.period}"

    @property
    def waits(self) -> bool:
        """Whether no worker has taken it up."""
        return self.started_at is None and self.finished_at is None

    @property
    def took(self) -> timedelta | None:
        return self.finished_at - self.started_at if self.started_at and self.finished_at else None


class Heartbeat(models.Model):
    """Which process leads the schedule, and when it last said so. One row."""

    holder = models.CharField(max_length=64, help_text="The process that leads.")
    beat_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"heartbeat at {self.beat_at}"
