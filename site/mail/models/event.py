from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mail.enums import EventType

TRY_AGAIN, GIVE_UP = timedelta(seconds=10), timedelta(hours=1)  # with an event that is about no message we know


class ProviderEventQuerySet(models.QuerySet["ProviderEvent"]):
    def fresh(self) -> "ProviderEventQuerySet":
        return self.filter(processed_at=None)

    def to_match_again(self) -> "ProviderEventQuerySet":
        """Those that came before what they are about was written down, if it ever will be."""
        now = timezone.now()
        return self.filter(matched=False, received_at__gt=now - GIVE_UP, processed_at__lt=now - TRY_AGAIN)


class ProviderEvent(models.Model):
    """What a mail provider told us, as it came. Stored before anything is done about it, and once."""

    provider = models.CharField(max_length=40)
    event_key = models.CharField(max_length=64, help_text="The provider's own id of the event, or a hash of all of it.")
    type = models.CharField(max_length=20, choices=EventType)
    reason = models.CharField(max_length=40, blank=True, help_text="Why it was refused, in Anymail's words.")
    delivery = models.UUIDField(
        null=True, blank=True, help_text="Our own id of the message, where the provider gave it."
    )
    provider_id = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    raw = models.JSONField(default=dict, help_text="As it came.")
    received_at = models.DateTimeField(auto_now_add=True, db_index=True)
    processed_at = models.DateTimeField(null=True, blank=True)
    matched = models.BooleanField(default=False, help_text="Whether it was found to be about a delivery of ours.")

    objects = ProviderEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("provider", "event_key"), name="an_event_of_a_provider_is_stored_once")
        ]
        indexes = [
            models.Index(fields=("id",), condition=Q(processed_at=None), name="events_that_wait"),
            models.Index(fields=("delivery",), condition=Q(delivery__isnull=False), name="events_of_a_delivery"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.type} {self.pk}"
