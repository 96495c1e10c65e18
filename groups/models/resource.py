from django.db import models
from django.utils import timezone

from groups.models.group import CommunityGroup


class Resource(models.Model):
    """Something that groups use: a toolkit, a logo, a poster."""

    title = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)
    has_group_link = models.BooleanField(default=False, help_text="Made for each group, with the code of its own link.")
    order = models.PositiveSmallIntegerField(default=100)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("order", "title")

    def __str__(self) -> str:
        return self.title


class ResourceVersion(models.Model):
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.ForeignKey("pages.SiteDocument", on_delete=models.PROTECT, related_name="+")
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
    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("version", "group", "day"), name="one_number_of_downloads_for_each_day")
        ]

    def __str__(self) -> str:
        return f"{self.number} on {self.day}"
