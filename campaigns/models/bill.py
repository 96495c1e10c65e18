from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from campaigns.enums import BillEnd, BillKind, House, StageKind


class BillQuerySet(models.QuerySet["Bill"]):
    def current(self) -> "BillQuerySet":
        return self.filter(end="")

    def ended(self) -> "BillQuerySet":
        return self.exclude(end="")

    def followed(self) -> "BillQuerySet":
        """Those that Parliament can be asked about."""
        return self.filter(parliament_id__isnull=False, is_illustrative=False)


class Bill(index.Indexed, ClusterableModel):
    """A bill before the Parliament of the United Kingdom, or one that became law or fell."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True, help_text="Its address. Never change it once it is shared.")
    summary = models.TextField(max_length=2000, blank=True, help_text="What it would change, in plain words.")
    long_title = models.TextField(max_length=2000, blank=True, help_text="As Parliament puts it.")
    kind = models.CharField(max_length=30, choices=BillKind, default=BillKind.GOVERNMENT)
    starts_in = models.CharField(max_length=10, choices=House, default=House.COMMONS)
    session = models.CharField(max_length=40, blank=True, help_text="For example 2024-26.")
    sponsors = models.TextField(max_length=1000, blank=True, help_text="Who brought it, one name a line.")
    end = models.CharField(max_length=20, choices=BillEnd, blank=True, help_text="Empty while it is before Parliament.")
    ended_on = models.DateField(null=True, blank=True)
    act = models.CharField("act's name", max_length=200, blank=True, help_text="Where it became law.")
    is_illustrative = models.BooleanField("an example", default=False, help_text="Made up, to show how this works.")
    source = models.URLField(max_length=400, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True, help_text="When it was last compared with its source.")
    parliament_id = models.PositiveIntegerField(
        "number at Parliament",
        null=True,
        blank=True,
        unique=True,
        help_text="The number in its address on bills.parliament.uk. With it the stages can be kept by sync_bills.",
    )
    synced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = BillQuerySet.as_manager()

    search_fields: ClassVar = [
        index.SearchField("title", boost=2),
        index.SearchField("act", boost=2),
        index.SearchField("summary"),
        index.AutocompleteField("title"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = (F("ended_on").desc(nulls_first=True), "title")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(end=""),
                name="a_bill_has_a_day_of_its_end_only_once_it_has_ended",
                violation_error_message="Say how the bill ended, or leave the day of its end empty.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("bill", args=[self.slug])

    @property
    def name(self) -> str:
        """What people know it by: an Act's name once it is one."""
        return self.act or self.title

    @property
    def sponsor_names(self) -> list[str]:
        return [name.strip() for name in self.sponsors.splitlines() if name.strip()]

    @property
    def parliament_url(self) -> str:
        """Where Parliament itself shows it; empty where we know no number."""
        known = self.parliament_id is not None and not self.is_illustrative
        return f"https://bills.parliament.uk/bills/{self.parliament_id}" if known else ""

    @property
    def compared_on(self) -> date | None:
        days = [day for day in (self.checked_on, self.synced_at and self.synced_at.date()) if day]
        return max(days, default=None)


class BillStage(ClusterableModel, Orderable):
    """One stage of a bill, in the order in which it went or is to go through them."""

    bill = ParentalKey(Bill, on_delete=models.CASCADE, related_name="stages")
    house = models.CharField(max_length=10, choices=House, blank=True, help_text="Empty for Royal Assent.")
    kind = models.CharField(max_length=30, choices=StageKind)
    note = models.CharField(max_length=300, blank=True, help_text="What is worth knowing, shown on the page.")
    parliament_id = models.PositiveIntegerField(null=True, blank=True, editable=False)
    source = models.CharField(max_length=400, blank=True, help_text="Where its dates were found.")
    is_verified = models.BooleanField("dates are checked", default=True, help_text="They were found in the source.")

    class Meta(Orderable.Meta):
        ordering = ("sort_order", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=StageKind.ROYAL_ASSENT, house="") | (~Q(kind=StageKind.ROYAL_ASSENT) & ~Q(house="")),
                name="every_stage_but_royal_assent_is_in_a_house",
                violation_error_message="Every stage is in one of the Houses, but for Royal Assent, which is in none.",
            ),
            models.UniqueConstraint(
                fields=("bill",),
                condition=Q(kind=StageKind.ROYAL_ASSENT),
                name="a_bill_gets_royal_assent_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_house_display()}" if self.house else self.get_kind_display()


class BillSitting(models.Model):
    """A day on which a House sat for a stage, or is to."""

    stage = ParentalKey(BillStage, on_delete=models.CASCADE, related_name="sittings")
    on = models.DateField("day")

    class Meta:
        ordering = ("on",)
        constraints = [models.UniqueConstraint(fields=("stage", "on"), name="one_sitting_a_day_for_each_stage")]

    def __str__(self) -> str:
        return f"{self.on}"
