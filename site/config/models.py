from django.db import models


class ScheduledRun(models.Model):
    """That a job was enqueued in a period of its own length, which is what keeps two schedulers from doing it twice."""

    job = models.CharField(max_length=60)
    period = models.BigIntegerField(help_text="Seconds since 1970, divided by the job's length in seconds.")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("job", "period"), name="one_run_of_a_job_in_each_period")]

    def __str__(self) -> str:
        return f"{self.job} in period {self.period}"
