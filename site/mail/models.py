import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mail.enums import WAITING, State, Stream


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self) -> "DeliveryQuerySet":
        """What may leave now, transactional before bulk, the oldest first."""
        return self.filter(state__in=WAITING, due_at__lte=timezone.now()).order_by("priority", "due_at", "pk")

    def abandoned(self) -> "DeliveryQuerySet":
        """Those a worker took and never reported on: it was killed, or its machine was."""
        return self.filter(state=State.SENDING, lease_until__lt=timezone.now())

    def to_address(self, address_id: int) -> "DeliveryQuerySet":
        return self.filter(address_id=address_id)


class Delivery(models.Model):
    """One message to one address. The row is written before anything is sent."""

    message_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="Also in its Message-ID.")
    address = models.ForeignKey("people.Address", on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=60)
    stream = models.CharField(max_length=20, choices=Stream)
    priority = models.PositiveSmallIntegerField(default=10, help_text="Lower leaves first.")
    context = models.JSONField(default=dict, help_text="What its templates are filled with.")
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True, help_text="Until when the worker that took it may send.")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True, help_text="The last refusal, in the server's words.")
    provider_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=("priority", "due_at"), condition=Q(state__in=("queued", "retry")), name="deliveries_that_wait"
            ),
            models.Index(fields=("lease_until",), condition=Q(state="sending"), name="deliveries_being_sent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(lease_until__isnull=False), name="a_delivery_being_sent_has_a_lease"
            ),
            models.CheckConstraint(condition=Q(stream__in=Stream.values), name="a_delivery_is_on_a_known_stream"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_delivery_is_in_a_known_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"
