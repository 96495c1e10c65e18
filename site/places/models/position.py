from typing import NamedTuple

from django.db import models
from django.db.models import Q


class Position(NamedTuple):
    """A point in WGS84, in degrees."""

    latitude: float
    longitude: float


class Positioned(models.Model):
    """Something that stands somewhere: two plain columns in degrees of WGS84, both or neither, with an index.

    A model that defines its own Meta inherits from Positioned.Meta, and lists its own indexes and constraints after
    those of Positioned.Meta.
    """

    latitude = models.FloatField(null=True, blank=True, help_text="Degrees north, WGS84.")
    longitude = models.FloatField(null=True, blank=True, help_text="Degrees east, WGS84.")

    class Meta:
        abstract = True
        indexes = [models.Index(fields=("latitude", "longitude"), name="%(class)s_position")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="%(class)s_stands_in_one_place_or_in_none",
            )
        ]

    @property
    def position(self) -> Position | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude)
