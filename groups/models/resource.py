from django.db import models
from django.utils import timezone

from groups.models.group import CommunityGroup


class ResourceQuerySet(models.QuerySet["Resource"]):
    def current(self) -> "ResourceQuerySet":
        return self.filter(withdrawn_at=None)


class Resource(models.Model):
    """Something that groups use: a toolkit, a logo, a poster."""

    title = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)
    maker = models.CharField(
        max_length=40,
        blank=True,
        editable=False,
        help_text="Of what is made for each group with the code of its own link; else it is a file.",
    )
    order = models.PositiveSmallIntegerField(default=100)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ("order", "title", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def has_group_link(self) -> bool:
        return bool(self.maker)


class ResourceVersion(models.Model):
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.ForeignKey(
        "pages.SiteDocument",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="None of what is made for each group.",
    )
    what_changed = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=("resource", "number"), name="one_version_of_a_resource_for_each_number")
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.number}"


class Download(models.Model):
    """How often a group fetched a version on a day. Nobody is named."""

    version = models.ForeignKey(ResourceVersion, on_delete=models.CASCADE, related_name="downloads")
    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="downloads")
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("version", "group", "day"), name="one_number_of_downloads_for_each_day")
        ]

    def __str__(self) -> str:
        return f"{self.number} on {self.day}"
