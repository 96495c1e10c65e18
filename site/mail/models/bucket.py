from django.db import models
from django.utils import timezone


class TokenBucket(models.Model):
    """How much may still pass under one limit. It is a row, so that the limit holds over any number of workers.

    Its key names a mail provider or the domain of recipients; or, for limits on forms, the keyed hash of an address.
    """

    key = models.CharField(max_length=120, unique=True)
    tokens = models.FloatField(default=0)
    taken = models.JSONField(default=list, help_text="Of a form: when it was used of late, in seconds since 1970.")
    refilled_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.key
