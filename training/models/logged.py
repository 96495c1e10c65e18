import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from training.enums import LogState, Sampled
from training.models.award import Award


class TrainingLogQuerySet(models.QuerySet["TrainingLog"]):
    def to_look_at(self) -> "TrainingLogQuerySet":
        """Those that wait for staff, the oldest first."""
        return self.filter(state=LogState.SAMPLED).order_by("at", "pk")


class TrainingLog(models.Model):
    """That a group's leader says people of the group were trained, and by what we may believe it."""

    group = models.ForeignKey("groups.CommunityGroup", on_delete=models.PROTECT, related_name="training_logs")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="Of the form: it counts once.")
    on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    trainer = models.CharField(max_length=120, blank=True)
    evidence = models.CharField(max_length=500)
    state = models.CharField(max_length=20, choices=LogState, default=LogState.TAKEN)
    sampled = models.CharField(max_length=20, choices=Sampled, blank=True, help_text="Why staff look at it.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review = models.CharField(max_length=500, blank=True, help_text="What staff found.")
    at = models.DateTimeField(default=timezone.now)

    objects = TrainingLogQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=("state", "at"), name="training_logs_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LogState.values), name="a_training_log_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=LogState.SAMPLED) | ~Q(sampled=""), name="a_log_to_look_at_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"log {self.pk}"


class Logged(models.Model):
    """The award that a log gave to one of those it names, and the link by which they say that it is not so."""

    log = models.ForeignKey(TrainingLog, on_delete=models.PROTECT, related_name="people")
    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="logged")
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    denied_at = models.DateTimeField(null=True, blank=True, help_text="When they said that it is not so.")

    def __str__(self) -> str:
        return f"logged {self.pk}"
