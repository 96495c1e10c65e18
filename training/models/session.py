import secrets
import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone

from groups.enums import EventState
from groups.models import CommunityGroup
from training.enums import MarkSource


class SessionQuerySet(models.QuerySet["Session"]):
    def full(self) -> "SessionQuerySet":
        """With what a page says of each."""
        return self.select_related("event__group", "version__course", "trainer")

    def to_come(self) -> "SessionQuerySet":
        """Those that everybody may find, the next first."""
        listed = models.Q(event__group=None) | models.Q(event__group__in=CommunityGroup.objects.listed())
        found = self.filter(listed, event__state=EventState.PUBLISHED, event__starts_at__gt=timezone.now())
        return found.order_by("event__starts_at", "pk")

    def awaiting_register(self) -> "SessionQuerySet":
        """Over, and the register is open, or marks came in after it was closed; whoever waits longest first.

        Lists give the awards of those whom they mark themselves.
        """
        over = self.filter(event__state=EventState.PUBLISHED, event__ends_at__lte=timezone.now())
        sources = set(MarkSource) - {MarkSource.LIST}
        is_late = {"marks__came": True, "marks__source__in": sources, "marks__received_at__gt": models.F("awarded_at")}
        late = Session.objects.filter(**is_late)
        waiting = models.Q(register_closed_at=None) | models.Q(pk__in=late.order_by().values("pk"))
        return over.filter(waiting).order_by("event__ends_at", "pk")


class Session(models.Model):
    """A course taught at an event of groups, which has its place, its seats and its waiting list."""

    event = models.OneToOneField("groups.Event", on_delete=models.CASCADE, related_name="session")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="sessions")
    trainer = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    shows_trainer = models.BooleanField(default=False, help_text="They agree that everybody reads their name.")
    code_secret = models.BinaryField(
        max_length=32, editable=False, default=secrets.token_bytes, help_text="Of the code on the trainer's screen."
    )
    register_closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    awarded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"session {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("group_event", args=[self.event.slug])


class Material(models.Model):
    """A file for those who have a place. Never fetched by the address of its document."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(max_length=120)
    document = models.ForeignKey("pages.SiteDocument", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.title


class FeedbackAsked(models.Model):
    """Who was asked how a session was, and whether their link was used: not when, so no answer is told by it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback_asked")
    booking = models.OneToOneField("groups.Booking", null=True, on_delete=models.CASCADE, related_name="feedback_asked")
    walk_in = models.UUIDField(null=True, help_text="Of somebody who came and had not booked, as in their marks.")
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    sent_at = models.DateTimeField(default=timezone.now)
    answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(booking=None, walk_in__isnull=False) | models.Q(booking__isnull=False, walk_in=None),
                name="a_booking_or_a_walk_in_is_asked",
            ),
            models.UniqueConstraint(fields=("session", "walk_in"), name="a_walk_in_is_asked_once"),
        ]

    def __str__(self) -> str:
        return f"asked {self.pk}"


class Feedback(models.Model):
    """Of somebody who was there. It names nobody, holds no moment, and its key says nothing of the order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback")
    answers = models.JSONField()
    comment = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"feedback {self.pk}"
