import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from campaigns.models.campaign import CampaignPage


def form_begins(page_id: int) -> str:
    """How a consent that was given on the page of a campaign names where that was."""
    return f"campaign {page_id} "


class CampaignFollowQuerySet(models.QuerySet["CampaignFollow"]):
    def confirmed(self) -> "CampaignFollowQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def asleep(self) -> "CampaignFollowQuerySet":
        return self.filter(confirmed_at=None)


class CampaignFollow(models.Model):
    """That somebody who gets our news already follows a campaign. It allows no message: their consent does."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="follows", db_index=False)
    page = models.ForeignKey(CampaignPage, on_delete=models.CASCADE, related_name="follows")
    token = models.CharField(
        max_length=43,
        unique=True,
        default=secrets.token_urlsafe,
        editable=False,
        help_text="In the link that confirms.",
    )
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When they answered from their address.")

    objects = CampaignFollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("person", "page"), name="one_follow_for_each_campaign_of_a_person")
        ]
        indexes = [
            models.Index(
                fields=("page",),
                include=("person",),
                condition=Q(confirmed_at__isnull=False),
                name="followers_of_a_campaign",
            )
        ]

    def __str__(self) -> str:
        return f"follow {self.pk}"
