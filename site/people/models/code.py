from datetime import timedelta

from django.db import models
from django.utils import timezone

LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5


class EntryCodeQuerySet(models.QuerySet["EntryCode"]):
    def live(self) -> "EntryCodeQuerySet":
        """Those that can still open."""
        return self.filter(used_at=None, expires_at__gt=timezone.now(), wrong_tries__lt=MOST_TRIES)


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

    objects = EntryCodeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"code {self.pk}"

    @property
    def is_live(self) -> bool:
        return self.used_at is None and self.expires_at > timezone.now() and self.wrong_tries < MOST_TRIES
