from django.db import models
from django.db.models import Q
from django.utils import timezone


class CoveredChange(models.Model):
    """From a day on so many more, or fewer, people know a family of signs in a place, whichever courses taught it.

    It names nobody. Only ever added, by services.covered_changes: docs/decisions/0037-people-are-counted-by-family.md.
    """

    family = models.CharField(max_length=20, help_text="As training.families has it.")
    constituency = models.ForeignKey("places.Constituency", null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    change = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=("family", "on"), name="covered_changes_of_a_family")]
        constraints = [models.CheckConstraint(condition=~Q(family=""), name="a_covered_change_is_of_a_family")]

    def __str__(self) -> str:
        return f"{self.change:+d} on {self.on:%Y-%m-%d}"


class GroupInvited(models.Model):
    """That a message asks those who lead a group to a session: once, whoever presses how often."""

    session = models.ForeignKey("training.Session", on_delete=models.CASCADE, related_name="invited")
    group = models.ForeignKey("groups.CommunityGroup", on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey("groups.GroupMessage", on_delete=models.CASCADE, related_name="invitations")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("session", "group"), name="a_group_is_invited_to_a_session_once")
        ]

    def __str__(self) -> str:
        return f"group invited {self.pk}"
