from django.db import models
from django.utils import timezone


class Observation(models.Model):
    """What was noted of a trainer at work."""

    trainer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="observations")
    session = models.ForeignKey("training.Session", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    note = models.TextField(max_length=2000)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"observation {self.pk}"
