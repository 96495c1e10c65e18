from django.db import models
from django.utils import timezone

from training.enums import LogState
from training.models.award import Award


class Reminded(models.Model):
    """That the holder of an award was sent what a rule asks for, of one end of it."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="reminders")
    rule = models.CharField(max_length=4)
    of_end = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("award", "rule", "of_end"), name="somebody_is_reminded_once_of_an_end")
        ]

    def __str__(self) -> str:
        return f"{self.rule} of {self.award_id}"


class TrainingLog(models.Model):
    """That a group's leader says people of the group were trained, and by what we may believe it."""

    group = models.ForeignKey("groups.CommunityGroup", on_delete=models.PROTECT, related_name="training_logs")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    trainer = models.CharField(max_length=120, blank=True)
    evidence = models.CharField(max_length=500)
    state = models.CharField(max_length=20, choices=LogState, default=LogState.TAKEN)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    review = models.CharField(max_length=500, blank=True, help_text="What staff found.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"log {self.pk}"


class Observation(models.Model):
    """What was noted of a trainer at work."""

    trainer = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey("training.Session", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    note = models.TextField(max_length=2000)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"observation {self.pk}"
