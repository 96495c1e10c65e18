import secrets
import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from groups.enums import HOLDS_A_SEAT, BookingState, EventKind, EventState
from groups.models.group import CommunityGroup
from places.models import Positioned


class EventQuerySet(models.QuerySet["Event"]):
    def published(self) -> "EventQuerySet":
        return self.filter(state=EventState.PUBLISHED)

    def with_page(self) -> "EventQuerySet":
        """A cancelled one says so on its page, if it had one. Those of a group show while the group does."""
        of_whom = Q(group=None) | Q(group__in=CommunityGroup.objects.with_page())
        was_seen = Q(state=EventState.PUBLISHED) | Q(state=EventState.CANCELLED, was_published=True)
        return self.filter(was_seen, of_whom)

    def listed(self) -> "EventQuerySet":
        """The charity's own and those of groups that stand in lists."""
        return self.published().filter(Q(group=None) | Q(group__in=CommunityGroup.objects.listed()))

    def in_doubt(self) -> "EventQuerySet":
        """Drafts whose words staff read first, whoever waits longest first."""
        return self.filter(state=EventState.DRAFT, doubt_since__isnull=False).order_by("doubt_since", "pk")

    def to_come(self, moment: datetime | None = None) -> "EventQuerySet":
        return self.published().filter(ends_at__gt=moment or timezone.now()).order_by("starts_at", "pk")


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
    joining = models.TextField(max_length=2000, blank=True, help_text="How to take part; told to the same people.")
    capacity = models.PositiveIntegerField(null=True, blank=True, help_text="Empty: as many as come.")
    takes_bookings = models.BooleanField(default=True)
    state = models.CharField(max_length=20, choices=EventState, default=EventState.DRAFT)
    was_published = models.BooleanField(default=False, editable=False, help_text="Also if it was cancelled since.")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="In calendars, for ever.")
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text="Of its versions in calendars.")
    notable = models.PositiveIntegerField(
        default=0, editable=False, help_text="The version whose change everybody with a place is told of."
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    past_seats = models.PositiveIntegerField(
        default=0, editable=False, help_text="How many had a place whose bookings were deleted since."
    )
    past_visits = models.PositiveIntegerField(default=0, editable=False, help_text="How many of these came.")
    doubt_since = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="Since when a draft waits for staff: it looks like a report, and its writer says that it is none.",
    )
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

    def get_absolute_url(self) -> str:
        return reverse("group_event", args=[self.slug])

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def may_be_booked(self) -> bool:
        return self.takes_bookings and self.state == EventState.PUBLISHED and not self.has_begun


class BookingQuerySet(models.QuerySet["Booking"]):
    def live(self) -> "BookingQuerySet":
        """Those that hold a place, wait for one or ask to."""
        return self.exclude(state__in=(BookingState.CANCELLED, BookingState.EXPIRED))

    def with_a_seat(self) -> "BookingQuerySet":
        return self.filter(state__in=HOLDS_A_SEAT)

    def booked(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.BOOKED)

    def waiting(self) -> "BookingQuerySet":
        """In the order in which they came."""
        return self.filter(state=BookingState.WAITING).order_by("queued_at", "pk")


class Booking(models.Model):
    """A place at an event, or in its queue. Written by services.seats alone, under a lock on the event."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=20, choices=BookingState)
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    by_group = models.ForeignKey(
        CommunityGroup,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Whose leader asked for it, for somebody of the group.",
    )
    asked_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(null=True, blank=True, help_text="Since when it has waited.")
    offered_until = models.DateTimeField(null=True, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True, help_text="Since when they have had a place.")
    reminded_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField(
        max_length=20, choices=BookingState, blank=True, help_text="The state that its owner was last told of."
    )
    knows = models.PositiveIntegerField(default=0, help_text="The version of the event that its owner was told of.")
    came = models.BooleanField(null=True, blank=True, help_text="Attendance; empty while nobody has said.")

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        indexes = [
            models.Index(fields=("event", "state", "queued_at"), name="bookings_of_an_event"),
            models.Index(
                fields=("offered_until",), condition=Q(state=BookingState.OFFERED), name="offers_by_their_end"
            ),
            models.Index(
                fields=("id",),
                condition=~Q(told=F("state")) & ~Q(state=BookingState.ASKED),
                name="bookings_to_tell_of",
            ),
        ]
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

    def get_absolute_url(self) -> str:
        return reverse("group_booking", args=[self.token])
