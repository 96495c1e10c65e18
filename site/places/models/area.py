from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from places.models.position import Positioned


class Country(models.Model):
    """One of the four nations of the United Kingdom."""

    code = models.CharField(max_length=9, unique=True, help_text="The GSS code, such as E92000001.")
    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """One of the nine regions of England; the other nations have none."""

    code = models.CharField(max_length=9, unique=True, help_text="The GSS code, such as E12000003.")
    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60, unique=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="regions")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ConstituencyQuerySet(models.QuerySet["Constituency"]):
    def current(self) -> "ConstituencyQuerySet":
        """Those in force: every other one was ended by a change of boundaries."""
        return self.filter(valid_to=None)


class Constituency(Positioned):
    """A seat in the House of Commons; a change of boundaries makes a new row and ends the old one."""

    code = models.CharField(max_length=9, unique=True, help_text="The GSS code, such as E14001063.")
    name = models.CharField(max_length=100, help_text="The official name in English.")
    name_cy = models.CharField("Welsh name", max_length=100, blank=True)
    slug = models.SlugField(max_length=110, unique=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="constituencies")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="constituencies")
    valid_from = models.DateField(help_text="The first day on which the seat exists.")
    valid_to = models.DateField(null=True, blank=True, help_text="The last day; empty while it exists.")
    # Where the seat stands in the hexagon cartogram: layout odd-r of HexJSON, in which r grows to the north.
    hex_q = models.SmallIntegerField(null=True, blank=True)
    hex_r = models.SmallIntegerField(null=True, blank=True)
    vacant_since = models.DateField(null=True, blank=True, help_text="Set while the seat has no MP.")

    objects = ConstituencyQuerySet.as_manager()

    class Meta(Positioned.Meta):
        ordering = ("name",)
        verbose_name_plural = "constituencies"
        constraints = [
            *Positioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_constituency_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(hex_q=None, hex_r=None) | Q(hex_q__isnull=False, hex_r__isnull=False),
                name="a_constituency_has_a_whole_cell_or_none",
            ),
            models.UniqueConstraint(
                fields=("hex_q", "hex_r"),
                condition=Q(valid_to=None),
                name="one_current_constituency_in_each_cell",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("constituency", args=[self.slug])

    @property
    def place(self) -> str:
        """The region of England, or the nation."""
        return self.region.name if self.region else self.country.name

    def is_current(self, on: date | None = None) -> bool:
        on = on or timezone.localdate()
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
