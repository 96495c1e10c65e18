from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from places.enums import DataKind


class DataImportQuerySet(models.QuerySet["DataImport"]):
    def standing(self) -> "DataImportQuerySet":
        """Those that were not undone."""
        return self.filter(undone_at=None)


class DataImport(models.Model):
    """One import or sync that was carried out whole: the row is written in the transaction that made its changes."""

    kind = models.CharField(max_length=20, choices=DataKind)
    source = models.CharField(max_length=200, help_text="The name of the file, or of the service.")
    checksum = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file as it was read.")
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict, blank=True, help_text="What changed, in words, at most some 200 lines.")
    changes = models.JSONField(
        default=list, blank=True, encoder=DjangoJSONEncoder, help_text="What `--undo` puts back."
    )
    imported_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = DataImportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.source}"
