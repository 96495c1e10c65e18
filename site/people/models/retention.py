from typing import Any

from django.db import models
from django.utils import timezone


class RetentionRun(models.Model):
    """What one run of the retention rules did, and what it found that is older than they allow."""

    started_at = models.DateTimeField(default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    forgotten = models.JSONField(default=dict, help_text="How many rows went, by rule.")
    held = models.JSONField(default=dict, help_text="How many a legal hold kept, by rule.")
    failed = models.JSONField(default=dict, help_text="How many could not be taken, by rule.")
    overdue = models.JSONField(default=dict, help_text="How many are older than allowed after the run, by rule.")

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"Retention on {timezone.localtime(self.started_at):%-d %B %Y}"

    @property
    def is_clean(self) -> bool:
        problems: list[dict[str, Any]] = [self.failed, self.overdue]
        return self.finished_at is not None and not any(problems)
