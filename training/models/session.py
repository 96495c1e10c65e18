import uuid

from django.db import models
from django.utils import timezone

from training.enums import MarkSource


class Session(models.Model):
    """A course taught at an event of groups, which has its place, its seats and its waiting list."""

    event = models.OneToOneField("groups.Event", on_delete=models.PROTECT, related_name="session")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="sessions")
    trainer = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    code_secret = models.BinaryField(max_length=32, editable=False, help_text="Of the code on the trainer's screen.")
    register_closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    awarded_at = models.DateTimeField(null=True, blank=True, editable=False)


class Mark(models.Model):
    """Somebody was there, or was not, as one device noted it. Only ever added; of one person the latest counts.

    The id is the device's own, so that sending it twice adds nothing; of two with the same moment the greater id counts,
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


class Feedback(models.Model):
    """Of somebody who was there. Nobody is named, and no moment tells who."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback")
    answers = models.JSONField()
    comment = models.CharField(max_length=1000, blank=True)
    on = models.DateField()
