from django.db import models

from places.models import Positioned


class CommunityGroup(Positioned):
    """An ACTFORJUSTICE community group: people who learn the signs and campaign together."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    town = models.CharField(max_length=80, blank=True)
    constituency = models.ForeignKey(
        "places.Constituency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Positioned.Meta):
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
