from django.db import models
from django.db.models import F, Q

from campaigns.mailout_blocks import MailBodyBlock
from campaigns.mailout_enums import MAILOUT_PURPOSES, SeriesStart, SeriesState
from pages.fields import BodyField
from people.enums import Purpose


class Series(models.Model):
    """Messages that follow a fact about somebody, a step after another. Who gets which follows from facts alone."""

    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=30, choices=MAILOUT_PURPOSES, default=Purpose.CAMPAIGN_NEWS)
    start = models.CharField("begins when", max_length=20, choices=SeriesStart)
    petition = models.ForeignKey(
        "campaigns.Petition", null=True, blank=True, on_delete=models.PROTECT, related_name="series"
    )
    stops_when_signed = models.ForeignKey(
        "campaigns.Petition",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whoever has signed it gets no further step.",
    )
    begins_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it was switched on: older facts begin nothing."
    )
    state = models.CharField(max_length=10, choices=SeriesState, default=SeriesState.DRAFT, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    approved_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ("title",)
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SeriesState.values), name="a_series_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(submitted_by=None) | ~Q(approved_by=F("submitted_by")),
                name="a_series_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("running", "paused")) | Q(begins_at__isnull=False),
                name="a_series_that_runs_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SeriesStep(models.Model):
    """One message of a series: so many days after the fact, to whoever meets its conditions that day."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(default=0)
    wait_days = models.PositiveSmallIntegerField("days after", default=0, help_text="Days after the fact.")
    subject = models.CharField(max_length=120)
    preheader = models.CharField("first line", max_length=150, blank=True)
    body = BodyField(MailBodyBlock(), blank=True)
    conditions = models.JSONField(default=dict, blank=True, help_text="Who of them gets it: a tree of conditions.")
    mailing = models.OneToOneField(
        "mail.Mailing", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="step"
    )

    # What a mail-out has beside it: a step has one subject, the name of the site for a sender, and no days of rest.
    second_subject = from_name = ""
    rest_days = 0

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.subject

    @property
    def purpose(self) -> str:
        return self.series.purpose
