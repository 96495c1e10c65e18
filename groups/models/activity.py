from django.db import models
from django.db.models import Q
from django.utils import timezone

from groups.enums import ActivityKind
from groups.models.event import Event
from groups.models.group import CommunityGroup


class ActivityQuerySet(models.QuerySet["Activity"]):
    def told(self) -> "ActivityQuerySet":
        """Those that count: nobody took them back."""
        return self.filter(removed_at=None)


class Activity(models.Model):
    """Something that a group did, as it tells us."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.PROTECT, related_name="activities")
    event = models.OneToOneField(Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="activity")
    kind = models.CharField(max_length=20, choices=ActivityKind)
    on = models.DateField()
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=2000, blank=True)
    people_reached = models.PositiveIntegerField(default=0)
    materials = models.CharField(max_length=300, blank=True, help_text="What was handed out or shown.")
    photo = models.ForeignKey("pages.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    photo_permission = models.CharField(max_length=300, blank=True, help_text="Who in it agreed, and how.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True, help_text="Taken back; it counts no more.")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=("group", "on"), name="activities_of_a_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(photo=None) | ~Q(photo_permission=""), name="a_photo_of_people_has_their_permission"
            )
        ]

    def __str__(self) -> str:
        return self.title
