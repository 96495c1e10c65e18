import uuid

from django.db import models
from django.utils import timezone

from training.enums import MarkSource
from training.models.session import Session


class Mark(models.Model):
    """Somebody was there, or was not, as one device noted it. Only ever added; the latest counts.

    The id is of the device, so sending it twice adds nothing; of two with the same moment the greater id counts,
    so the order in which devices come back changes nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="marks")
    booking = models.ForeignKey("groups.Booking", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    walk_in = models.UUIDField(null=True, blank=True, help_text="The device's id of somebody who had not booked.")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    came = models.BooleanField()
    at = models.DateTimeField(help_text="By the device's clock, never later than when it came in.")
    received_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=20, choices=MarkSource)

    def __str__(self) -> str:
        return f"mark {self.pk}"
