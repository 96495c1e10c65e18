from django.db import models
from django.utils import timezone

from groups.models.group import CommunityGroup


class ImportBatch(models.Model):
    """A file of groups that staff bring in: read, matched, looked at, made, and for 30 days taken back."""

    name = models.CharField(max_length=200, help_text="Of the file.")
    columns = models.JSONField(default=list, help_text="Its headings.")
    matching = models.JSONField(default=dict, help_text="Which heading is which field.")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="Its line in the file.")
    values = models.JSONField()
    errors = models.JSONField(default=list)
    is_chosen = models.BooleanField(default=True)
    group = models.ForeignKey(CommunityGroup, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.JSONField(null=True, help_text="What an update replaced.")

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("batch", "number"), name="one_row_for_each_line_of_an_import")]

    def __str__(self) -> str:
        return f"line {self.number}"


class MergeBatch(models.Model):
    """Two groups made one, with every row that moved, so that it can be taken back for 30 days."""

    kept = models.ForeignKey(CommunityGroup, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(CommunityGroup, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(help_text="What the kept one had before, of the fields taken from the other.")
    moved = models.JSONField(help_text="Keys of the rows that moved, by model.")
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"merge {self.pk}"
