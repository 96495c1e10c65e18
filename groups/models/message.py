from django.db import models
from django.db.models import Q
from django.utils import timezone

from groups.enums import MessageState
from groups.models.group import CommunityGroup


class GroupMessage(models.Model):
    """From staff to the leaders of groups by filter (no group), or from a leader to the members of their group."""

    group = models.ForeignKey(CommunityGroup, null=True, blank=True, on_delete=models.CASCADE, related_name="messages")
    filter = models.JSONField(default=dict, help_text="Which groups staff write to: kind, region, health.")
    subject = models.CharField(max_length=120)
    body = models.TextField(max_length=10_000)
    by_user = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    by_person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=20, choices=MessageState, default=MessageState.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reached = models.PositiveIntegerField(default=0, help_text="How many it was queued for.")
    queued_to = models.PositiveBigIntegerField(default=0, help_text="The last person it was queued for.")

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="a_group_message_has_a_known_state")
        ]

    def __str__(self) -> str:
        return self.subject
