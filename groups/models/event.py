import secrets
import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from groups.enums import BookingState, EventKind, EventState
from groups.models.group import CommunityGroup
from places.models import Positioned


class EventQuerySet(models.QuerySet["Event"]):
    def published(self) -> "EventQuerySet":
        return self.filter(state=EventState.PUBLISHED)

    def to_come(self, moment: datetime | None = None) -> "EventQuerySet":
        return self.published().filter(ends_at__gte=moment or timezone.now()).order_by("starts_at", "pk")


class Event(Positioned):
    """Something that people come to, of a group or, without one, of the charity."""

    group = models.ForeignKey(CommunityGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind, default=EventKind.MEETING)
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    description = models.TextField(max_length=4000, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True, help_text="Its name and address, as its page shows them.")
    postcode = models.CharField(max_length=8, blank=True)
    online = models.URLField(max_length=500, blank=True, help_text="Told to those who have a place alone.")
    capacity = models.PositiveIntegerField(null=True, blank=True, help_text="Empty: as many as come.")
    takes_bookings = models.BooleanField(default=True)
    state = models.CharField(max_length=20, choices=EventState, default=EventState.DRAFT)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="In calendars, for ever.")
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text="Of its versions in calendars.")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    cancelled_because = models.CharField(max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta(Positioned.Meta):
        ordering = ("starts_at", "pk")
        indexes = [*Positioned.Meta.indexes, models.Index(fields=("state", "ends_at"), name="events_to_come")]
        constraints = [
            *Positioned.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="an_event_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(state__in=EventState.values), name="an_event_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="an_event_has_a_seat"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "It ends before it starts."})


class BookingQuerySet(models.QuerySet["Booking"]):
    def waiting(self) -> "BookingQuerySet":
        """In the order in which they came."""
        return self.filter(state=BookingState.WAITING).order_by("queued_at", "pk")


class Booking(models.Model):
    """A place at an event, or in its queue. Written by services.seats alone, under a lock on the event."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=20, choices=BookingState)
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(null=True, blank=True, help_text="Since when it has waited.")
    offered_until = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True, help_text="Attendance; empty while nobody has said.")

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        indexes = [models.Index(fields=("event", "state", "queued_at"), name="bookings_of_an_event")]
        constraints = [
            models.UniqueConstraint(
                fields=("event", "person"),
                condition=~Q(state__in=(BookingState.CANCELLED, BookingState.EXPIRED)),
                name="somebody_has_one_place_at_an_event",
            ),
            models.CheckConstraint(condition=Q(state__in=BookingState.values), name="a_booking_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=BookingState.OFFERED) | Q(offered_until__isnull=False),
                name="an_offer_says_until_when",
            ),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk}"
