from django.db import models


class CommunityGroup(models.Model):
    """An ACTFORJUSTICE community group: people who learn the signs and campaign together."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
