from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from campaigns.enums import KEPT_SLUGS, OVER, UNPUBLISHED, NewsKind, PetitionState

GRACE = timedelta(hours=24)  # after its end a petition still takes confirmations


class PetitionQuerySet(models.QuerySet["Petition"]):
    def with_total(self) -> "PetitionQuerySet":
        return self.select_related("total")

    def published(self) -> "PetitionQuerySet":
        return self.exclude(state__in=UNPUBLISHED)

    def over_since(self, moment: datetime) -> "PetitionQuerySet":
        """Those that took no signature from this moment on."""
        by_day = Q(closed_at=None, closes_on__lt=timezone.localdate(moment))
        return self.exclude(state__in=UNPUBLISHED).filter(Q(closed_at__lte=moment) | by_day)

    def open(self) -> "PetitionQuerySet":
        today = timezone.localdate()
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=today), state=PetitionState.OPEN)


class Petition(models.Model):
    """What people are asked to sign: the charity's own petition, not one of Parliament's."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True, help_text="Its address. Never change it once it is shared.")
    wording = models.TextField(max_length=1500, help_text="What those who sign agree to, word for word.")
    background = models.TextField(max_length=4000, blank=True, help_text="Why, for whoever wants to read more.")
    office = models.ForeignKey(
        "places.GovernmentOffice",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="petitions",
        help_text="The post that is asked, whoever holds it.",
    )
    addressee = models.CharField(max_length=120, help_text='Who is asked, for example "The Home Secretary".')
    goal = models.PositiveIntegerField(default=1000, help_text="How many signatures the bar is drawn for.")
    state = models.CharField(max_length=20, choices=PetitionState, default=PetitionState.DRAFT)
    closes_on = models.DateField(null=True, blank=True, help_text="The last day it can be signed.")
    takes_comments = models.BooleanField(default=True, help_text="Those who sign may say why.")
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_back_because = models.CharField(
        max_length=300, blank=True, editable=False, help_text="Why the second person sent it back."
    )
    approved_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    handed_in_on = models.DateField(null=True, blank=True, editable=False)
    response = models.TextField(
        max_length=20_000, blank=True, editable=False, help_text="What the addressee answered, in full."
    )
    answered_on = models.DateField(null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    held_because = models.CharField(
        max_length=300, blank=True, editable=False, help_text="Why its names must be kept beyond their time."
    )
    challenge_until = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Until when those who sign are asked for a proof of work."
    )

    objects = PetitionQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        permissions = [("approve_petition", "Can approve petitions and their news")]
        constraints = [
            models.CheckConstraint(condition=Q(goal__gte=1), name="a_petition_has_a_goal"),
            models.CheckConstraint(condition=Q(state__in=PetitionState.values), name="a_petition_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(submitted_by=None) | ~Q(approved_by=F("submitted_by")),
                name="a_petition_is_approved_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("petition", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.goal == 0:
            raise ValidationError({"goal": "The goal is at least one signature."})
        if self.slug in KEPT_SLUGS:
            raise ValidationError({"slug": f'"/petitions/{self.slug}/" is an address that the site itself uses.'})

    @property
    def is_open(self) -> bool:
        over = self.closes_on is not None and self.closes_on < timezone.localdate()
        return self.state == PetitionState.OPEN and not over

    @property
    def asks_for_proof(self) -> bool:
        """Of work, from those who sign: while it is under attack."""
        return self.challenge_until is not None and timezone.now() < self.challenge_until

    @property
    def ended_at(self) -> datetime | None:
        """When it took its last signature; None while it may take more, and where nobody wrote that down."""
        if self.closed_at is not None or self.closes_on is None:
            return self.closed_at
        end = timezone.make_aware(datetime.combine(self.closes_on + timedelta(days=1), time.min))
        return end if end <= timezone.now() else None

    @property
    def takes_confirmations(self) -> bool:
        """Whoever signed in the last minute has a day to read our message, as with Parliament's petitions."""
        if self.state in UNPUBLISHED:
            return False
        if self.ended_at is None:
            return self.state not in OVER
        return timezone.now() < self.ended_at + GRACE

    @property
    def count(self) -> int:
        """Counted signatures as last folded; no query where the petition was read `with_total()`."""
        total = getattr(self, "total", None)
        return total.counted if total else 0

    @property
    def url_sign(self) -> str:
        return reverse("petition_sign", args=[self.slug])


class PetitionCorrection(models.Model):
    """A later correction of words that people have signed, which are never rewritten. Shown with its day."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="corrections")
    text = models.TextField(max_length=1000)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return f"correction {self.pk} of petition {self.petition_id}"


class Milestone(models.Model):
    """A number of counted signatures at which something is said, once."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="milestones")
    number = models.PositiveIntegerField()
    meaning = models.CharField(max_length=200, blank=True, help_text='For example "We hand it in."')
    message = models.TextField(
        max_length=2000, blank=True, help_text="To those who asked to hear. Empty: none is sent."
    )
    reached_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("petition", "number"), name="one_milestone_for_each_number_of_a_petition")
        ]

    def __str__(self) -> str:
        return f"{self.number} for petition {self.petition_id}"


class PetitionNewsQuerySet(models.QuerySet["PetitionNews"]):
    def drafts(self) -> "PetitionNewsQuerySet":
        """Those that nobody but staff may see yet."""
        return self.filter(sent_at=None)

    def sent(self) -> "PetitionNewsQuerySet":
        """Those that were given out for sending, whether or not every message has left."""
        return self.filter(sent_at__isnull=False)

    def to_queue(self) -> "PetitionNewsQuerySet":
        return self.sent().filter(finished_at=None)


class PetitionNews(models.Model):
    """A message to those who asked to hear about a petition, queued slice by slice, to each address once."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="news")
    kind = models.CharField(max_length=20, choices=NewsKind)
    milestone = models.OneToOneField(Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="news")
    subject = models.CharField(max_length=120)
    body = models.TextField(max_length=4000)
    created_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True, help_text="When it was given out for sending. Empty: a draft.")
    queued_up_to = models.BigIntegerField(default=0, help_text="The last address that it was queued for.")
    queued = models.PositiveIntegerField(default=0, help_text="How many messages that made.")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = PetitionNewsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "petition news"
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_by=None) | Q(created_by=None) | ~Q(sent_by=F("created_by")),
                name="news_is_sent_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(sent_at__isnull=False), name="only_sent_news_is_finished"
            ),
        ]
        indexes = [
            models.Index(fields=("id",), condition=Q(sent_at__isnull=False, finished_at=None), name="news_to_queue")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of petition {self.petition_id}"
