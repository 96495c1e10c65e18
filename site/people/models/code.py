from django.db import models
from django.utils import timezone


class EntryCode(models.Model):
    """A six-digit code that was sent to an address, which opens what is held about its owner once.

    A row is written for an unknown address as well, with none beside it, so that asking costs the same.
    """

    address = models.ForeignKey("people.Address", null=True, on_delete=models.CASCADE, related_name="entry_codes")
    digest = models.CharField(max_length=64, help_text="Keyed hash of the code.")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code {self.pk}"
