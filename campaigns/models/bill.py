from django.db import models
from django.db.models import F
from django.urls import reverse
from wagtail.search import index

from campaigns.enums import BillEnd, BillKind, House, StageKind


class Bill(index.Indexed, models.Model):
    """A bill before the Parliament of the United Kingdom, or one that became law or fell."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True)
    long_title = models.TextField(max_length=2000, blank=True)
    summary = models.TextField(max_length=2000, blank=True, help_text="What it would change, in plain words.")
    kind = models.CharField(max_length=30, choices=BillKind, default=BillKind.GOVERNMENT)
    starts_in = models.CharField(max_length=10, choices=House, default=House.COMMONS)
    session = models.CharField(max_length=20, blank=True, help_text="For example 2024-26.")
    sponsors = models.JSONField(default=list, blank=True, help_text="Their names, as Parliament lists them.")
    end = models.CharField(max_length=20, choices=BillEnd, blank=True, help_text="Empty while it is before Parliament.")
    ended_on = models.DateField(null=True, blank=True)
    act = models.CharField("act's name", max_length=200, blank=True, help_text="Where it became law.")
    is_illustrative = models.BooleanField(default=False, help_text="Made up, to show how this works.")
    source = models.URLField(max_length=400, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True, help_text="When it was last compared with its source.")
    parliament_id = models.PositiveIntegerField(
        null=True, blank=True, unique=True, help_text="Its number in the Bills API."
    )
    synced_at = models.DateTimeField(null=True, blank=True, editable=False)

    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("kind")]

    class Meta:
        ordering = (F("ended_on").desc(nulls_first=True), "title")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("bill", args=[self.slug])


class BillStage(models.Model):
    """One stage of a bill, in the order in which it went or is to go through them."""

    bill = models.ForeignKey(Bill, on_delete=models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField()
    house = models.CharField(max_length=10, choices=House, blank=True, help_text="Empty for Royal Assent.")
    kind = models.CharField(max_length=30, choices=StageKind)
    note = models.CharField(max_length=300, blank=True)
    parliament_id = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=400, blank=True)
    is_verified = models.BooleanField(default=True, help_text="Its dates were found in a source.")

    class Meta:
        ordering = ("bill", "order")
        constraints = [models.UniqueConstraint(fields=("bill", "order"), name="one_stage_for_each_place_of_a_bill")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.bill}"


class BillSitting(models.Model):
    """A day on which a House sat for a stage, or is to."""

    stage = models.ForeignKey(BillStage, on_delete=models.CASCADE, related_name="sittings")
    on = models.DateField()

    class Meta:
        ordering = ("on",)
        constraints = [models.UniqueConstraint(fields=("stage", "on"), name="one_sitting_a_day_for_each_stage")]

    def __str__(self) -> str:
        return f"{self.on}"
