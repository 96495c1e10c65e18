from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PreviewableMixin, RevisionMixin

from campaigns.mailout_blocks import MailBodyBlock
from campaigns.mailout_enums import EDITABLE, LEAVING, LEFT, MAILOUT_PURPOSES, MailoutState, ReplySort
from pages.fields import BodyField
from people.enums import Purpose
from people.sealed import SealedTextField

EVENING, MORNING = time(20), time(8)  # in London: nobody wants our mail at night
LONGEST_SUBJECT = 120
KEPT_SLUGS = frozenset({"feed", "go"})


class MailoutQuerySet(models.QuerySet["Mailout"]):
    def editable(self) -> "MailoutQuerySet":
        return self.filter(state__in=EDITABLE)

    def leaving(self) -> "MailoutQuerySet":
        return self.filter(state__in=LEAVING)

    def archived(self) -> "MailoutQuerySet":
        """Those that everybody may read."""
        return self.filter(state__in=LEFT, in_archive=True)

    def due(self) -> "MailoutQuerySet":
        return self.filter(state=MailoutState.SCHEDULED, send_at__lte=timezone.now())


class Segment(models.Model):
    """Conditions on people, saved under a name. A mail-out holds a copy of them."""

    name = models.CharField(max_length=120, unique=True)
    conditions = models.JSONField(default=dict, help_text="A tree of conditions: see campaigns.audiences.")
    reveals_opinion = models.BooleanField(
        default=False, editable=False, help_text="Whether being in it says something of somebody's political opinions."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Mailout(PreviewableMixin, RevisionMixin, models.Model):
    """One message to many people: its words, whom it is for, who approved it, and how it stands."""

    title = models.CharField(max_length=120, help_text="What staff call it. Readers see the subject.")
    slug = models.SlugField(max_length=80, unique=True, help_text="Its address in the archive.")
    campaign = models.ForeignKey(
        "campaigns.CampaignPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="mailouts"
    )
    purpose = models.CharField(
        max_length=30,
        choices=MAILOUT_PURPOSES,
        default=Purpose.CAMPAIGN_NEWS,
        help_text="What its readers agreed to. Whoever did not gets none.",
    )
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    second_subject = models.CharField(
        max_length=LONGEST_SUBJECT, blank=True, help_text="Compared with the first one. Empty: no comparison."
    )
    compared_percent = models.PositiveSmallIntegerField(
        "compared on", default=20, help_text="Of the audience, in per cent; half of them get each subject."
    )
    compared_hours = models.PositiveSmallIntegerField(
        "compared for", default=4, help_text="Hours. Then the others get the subject whose links were clicked more."
    )
    held_out_percent = models.PositiveSmallIntegerField(
        "left out", default=0, help_text="Of the audience, in per cent, by chance: they get nothing, to compare with."
    )
    preheader = models.CharField(
        "first line", max_length=150, blank=True, help_text="What mail programs show beside the subject."
    )
    from_name = models.CharField("sender's name", max_length=80, blank=True, help_text="Empty: the name of the site.")
    body = BodyField(MailBodyBlock(), blank=True)
    conditions = models.JSONField(default=dict, blank=True, help_text="Whom it is for: a tree of conditions.")
    segment = models.ForeignKey(
        Segment,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mailouts",
        help_text="What they began with.",
    )
    segment_taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    segment_conditions = models.JSONField(
        null=True, blank=True, editable=False, help_text="Those of the segment as they were taken."
    )
    rest_days = models.PositiveSmallIntegerField(
        "days of rest", default=0, help_text="Whoever got a mail-out in the last so many days gets none. 0: no rest."
    )
    send_at = models.DateTimeField(null=True, blank=True, help_text="London time. Empty: once somebody presses Send.")
    quiet_from = models.TimeField(default=EVENING, help_text="London time. Nothing of it leaves at night.")
    quiet_until = models.TimeField(default=MORNING)
    warms_up = models.BooleanField(
        "new sender", default=False, help_text="Begins with few messages a day and doubles, so that providers trust it."
    )
    in_archive = models.BooleanField("shown in the archive", default=True)
    state = models.CharField(max_length=12, choices=MailoutState, default=MailoutState.DRAFT, editable=False)
    because = models.CharField(max_length=300, blank=True, editable=False, help_text="Why it was paused or cancelled.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    changed_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text="SHA-256 of what was approved: words, audience and sender."
    )
    sentence = models.TextField(blank=True, editable=False, help_text="What its audience was, in words, when it left.")
    number = models.PositiveIntegerField(null=True, editable=False, help_text="Of addresses it was made for.")
    filled_to = models.BigIntegerField(default=0, editable=False, help_text="The last address that was gone through.")
    mailing = models.OneToOneField(
        "mail.Mailing", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="mailout"
    )
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MailoutQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        verbose_name = "mail-out"
        permissions = [
            ("approve_mailout", "Can approve mail-outs"),
            ("send_mailout", "Can send, pause and cancel mail-outs"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailoutState.values), name="a_mailout_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(submitted_by=None) | ~Q(approved_by=F("submitted_by")),
                name="a_mailout_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(changed_by=None) | ~Q(approved_by=F("changed_by")),
                name="a_mailout_is_not_approved_by_who_changed_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "in_review", "cancelled")) | ~Q(approved_digest=""),
                name="a_mailout_leaves_only_once_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("sending", "paused", "finished")) | Q(mailing__isnull=False),
                name="a_mailout_that_leaves_has_its_messages",
            ),
            models.CheckConstraint(
                condition=Q(compared_percent__lte=100, held_out_percent__lte=50), name="a_mailout_has_whole_shares"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """In the archive, once it has left."""
        return reverse("mailout", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.slug in KEPT_SLUGS:
            raise ValidationError({"slug": f'"/emails/{self.slug}/" is an address that the site itself uses.'})


class MailoutLink(models.Model):
    """Where a link of a mail-out leads. Its own address is the same for everybody, so a click names nobody."""

    mailout = models.ForeignKey(Mailout, null=True, blank=True, on_delete=models.CASCADE, related_name="links")
    step = models.ForeignKey(
        "campaigns.SeriesStep", null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    url = models.CharField(max_length=500)
    label = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("mailout", "url"), name="one_link_for_each_address_in_a_mailout"),
            models.UniqueConstraint(fields=("step", "url"), name="one_link_for_each_address_in_a_step"),
            models.CheckConstraint(
                condition=Q(mailout__isnull=False, step=None) | Q(mailout=None, step__isnull=False),
                name="a_link_belongs_to_one_message",
            ),
        ]

    def __str__(self) -> str:
        return self.url


class MailoutClicks(models.Model):
    """How often a link was followed on a day, by the subject its readers saw: a sum and no more."""

    link = models.ForeignKey(MailoutLink, on_delete=models.CASCADE, related_name="clicks")
    variant = models.CharField(max_length=1, default="a")
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("link", "variant", "day"), name="one_sum_of_clicks_for_each_link_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.number} on {self.day}"


class MailoutReply(models.Model):
    """What somebody answered to a mail-out, for the inbox of staff."""

    mailout = models.ForeignKey(Mailout, null=True, blank=True, on_delete=models.SET_NULL, related_name="replies")
    step = models.ForeignKey(
        "campaigns.SeriesStep", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies"
    )
    address = models.ForeignKey(
        "people.Address", null=True, blank=True, on_delete=models.SET_NULL, related_name="mailout_replies"
    )
    key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the message: it arrives once.")
    sort = models.CharField(max_length=12, choices=ReplySort)
    sender = models.CharField(max_length=254, blank=True)
    subject = SealedTextField(blank=True)
    text = SealedTextField(blank=True)
    attachments = models.PositiveSmallIntegerField(default=0, help_text="How many files were left out.")
    arrived_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-arrived_at",)
        verbose_name = "reply to a mail-out"
        verbose_name_plural = "replies to mail-outs"
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=ReplySort.values), name="a_reply_to_a_mailout_is_of_a_known_sort"
            )
        ]
        indexes = [
            models.Index(
                fields=("arrived_at",),
                condition=Q(done_at=None, sort__in=("report", "stop", "reply")),
                name="replies_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"
