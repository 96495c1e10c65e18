import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from mail.enums import IN_HAND, WAITING, State
from mail.models.suppression import Suppression

LONGEST_LEASE = timedelta(minutes=10)  # of what lies further ahead the clock was wrong


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def alone(self) -> "DeliveryQuerySet":
        """Those of no mailing. What waits of a mailing stands in an index of its own."""
        return self.filter(mailing=None)

    def waiting(self) -> "DeliveryQuerySet":
        return self.filter(state__in=WAITING)

    def due(self) -> "DeliveryQuerySet":
        """What may leave now, what was asked for before what is sent to many, the oldest first."""
        return self.waiting().filter(due_at__lte=timezone.now()).order_by("priority", "due_at", "pk")

    def abandoned(self) -> "DeliveryQuerySet":
        """Those a worker took and never reported on: it was killed, or its machine was."""
        now = timezone.now()
        over = Q(lease_until__lt=now) | Q(lease_until__gt=now + LONGEST_LEASE)
        return self.filter(over, state__in=IN_HAND)

    def put_off_by_clock(self) -> "DeliveryQuerySet":
        """Those that were to leave at once and lie ahead, because the clock went back since."""
        return self.filter(state=State.QUEUED, created_at__gt=timezone.now(), due_at__lte=F("created_at"))

    def to_address(self, address_id: int) -> "DeliveryQuerySet":
        return self.filter(address_id=address_id)

    def without_reason(self) -> "DeliveryQuerySet":
        """Marketing whose basis has ended since it was queued."""
        return self.filter(has_no_reason())

    def suppressed(self) -> "DeliveryQuerySet":
        """To addresses that are not written to: marketing by any reason, service messages by the grave ones."""
        return self.filter(is_suppressed())

    def wanted(self) -> "DeliveryQuerySet":
        """Neither of these."""
        return self.exclude(has_no_reason() | is_suppressed())

    def unwanted(self) -> "DeliveryQuerySet":
        return self.filter(has_no_reason() | is_suppressed())


def has_no_reason() -> Q:
    """Without a join, so that an update asks for the state of the row it changes and not of an older one."""
    ended = Q(basis=None) | Q(basis__confirmed_at=None) | Q(basis__withdrawn_at__isnull=False)
    return ~Q(purpose="") & Q(Exists(Delivery.objects.filter(ended, pk=OuterRef("pk"))))


def is_suppressed() -> Q:
    in_force = Suppression.objects.filter(address=OuterRef("address_id"))
    return Q(Exists(in_force.of_everything())) | (~Q(purpose="") & Q(Exists(in_force.in_force())))


class Delivery(models.Model):
    """One message to one address. The row is written before anything is sent.

    On PostgreSQL triggers see to it that its address, basis and mailing exist, for all rows of a statement at once:
    migration 0008 says why.
    """

    message_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="Also in its Message-ID.")
    address = models.ForeignKey(
        "people.Address", on_delete=models.PROTECT, related_name="deliveries", db_constraint=False
    )
    domain = models.CharField(max_length=255, blank=True, help_text="Of the address, for the limits of its provider.")
    kind = models.CharField(max_length=60)
    stream = models.CharField(max_length=40, help_text="One of the streams that the settings name.")
    priority = models.PositiveSmallIntegerField(default=10, help_text="Lower leaves first.")
    purpose = models.CharField(max_length=30, blank=True, help_text="Of marketing; empty for service messages.")
    basis = models.ForeignKey(
        "people.Consent",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deliveries",
        db_constraint=False,
        help_text="The record that allows it. The database refuses marketing without a live one for its purpose.",
    )
    mailing = models.ForeignKey(
        "mail.Mailing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deliveries",
        db_index=False,
        db_constraint=False,
        help_text="Whose words it has; empty for a message with words of its own.",
    )
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
                fields=("priority", "due_at"),
                condition=Q(mailing=None, state__in=("queued", "retry")),
                name="deliveries_that_wait",
            ),
            models.Index(
                fields=("stream", "priority", "due_at"),
                condition=Q(mailing=None, state__in=("queued", "retry")),
                name="deliveries_that_wait_by_stream",
            ),
            models.Index(
                fields=("lease_until",), condition=Q(state__in=("claimed", "sending")), name="deliveries_in_hand"
            ),
            models.Index(fields=("provider_id",), condition=~Q(provider_id=""), name="deliveries_by_provider_id"),
            models.Index(fields=("created_at",), name="deliveries_by_age"),
            models.Index(fields=("created_at",), condition=Q(state="uncertain"), name="deliveries_perhaps_sent"),
            # In the order in which they are claimed, to the last: all of a mail-out are due at the same moment.
            models.Index(
                fields=("mailing", "due_at", "id"),
                condition=Q(mailing__isnull=False, state__in=("queued", "retry")),
                name="mailing_deliveries_that_wait",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("claimed", "sending")) | Q(lease_until__isnull=False),
                name="a_delivery_in_hand_has_a_lease",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_delivery_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(purpose="") | Q(basis__isnull=False), name="marketing_names_its_basis"),
            models.UniqueConstraint(
                fields=("mailing", "address"),
                condition=Q(mailing__isnull=False),
                name="one_message_of_a_mailing_for_each_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"


class DeliveryCount(models.Model):
    """How many messages of a kind came to what in a month: what stays once the deliveries themselves are deleted."""

    month = models.DateField(help_text="Its first day.")
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=State)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("month", "kind", "state"), name="one_count_for_each_month_kind_and_state")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.state} in {self.month:%B %Y}"
