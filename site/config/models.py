from django.db import models
from django.utils import timezone


class ScheduledRun(models.Model):
    """That a job was enqueued in a period of its own length, which is what keeps two schedulers from doing it twice."""

    job = models.CharField(max_length=60)
    period = models.BigIntegerField(help_text="Seconds since 1970, divided by the job's length in seconds.")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True, help_text="The type of the error that ended it.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("job", "period"), name="one_run_of_a_job_in_each_period")]
        indexes = [models.Index(fields=("job", "-period"), name="runs_of_a_job")]

    def __str__(self) -> str:
        return f"{self.job} in period {self.period}"


class Heartbeat(models.Model):
    """Which process leads the schedule, and when it last said so. One row."""

    holder = models.CharField(max_length=64, help_text="The process that leads.")
    beat_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"heartbeat at {self.beat_at}"
