from django.db import models


class Session(models.Model):
    """A course taught at an event of groups, which has its place, its seats and its waiting list."""

    event = models.OneToOneField("groups.Event", on_delete=models.PROTECT, related_name="session")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="sessions")
    trainer = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    code_secret = models.BinaryField(max_length=32, editable=False, help_text="Of the code on the trainer's screen.")
    register_closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    awarded_at = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return f"session {self.pk}"


class Feedback(models.Model):
    """Of somebody who was there. Nobody is named, and no moment tells who."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback")
    answers = models.JSONField()
    comment = models.CharField(max_length=1000, blank=True)
    on = models.DateField()

    def __str__(self) -> str:
        return f"feedback {self.pk}"
