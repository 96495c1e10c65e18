from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from groups.enums import ImportOutcome, ImportPlan, ImportState
from groups.models.group import CommunityGroup


class ImportBatch(models.Model):
    """A file of groups that staff bring in: read, matched, looked at, made, and for 30 days taken back."""

    name = models.CharField(max_length=200, help_text="Of the file.")
    remark = models.CharField(max_length=300, blank=True, help_text="How the file was read.")
    columns = models.JSONField(default=list, help_text="Its headings.")
    matching = models.JSONField(default=dict, help_text="Which heading is which field.")
    updates = models.BooleanField(default=True, help_text="Rows about groups that stand change them.")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READ)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, help_text="Rows, of the step that is under way.")
    cursor = models.PositiveIntegerField(default=0, help_text="The line up to which that step has come.")
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "import batches"
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="an_import_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="no_more_rows_are_done_than_there_are"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="Its line in the file.")
    values = models.JSONField(help_text="Its cells, in the order of the columns.")
    misread = models.JSONField(default=list, help_text="What was wrong with it when it was read.")
    errors = models.JSONField(default=list, help_text="All that is wrong with it, as its columns are matched.")
    plan = models.CharField(max_length=10, choices=ImportPlan, blank=True)
    fields = models.JSONField(default=dict, help_text="What its cells say, by the name of the field.")
    identity = models.CharField(max_length=300, blank=True, help_text="What tells the group that it is about.")
    alike = models.CharField(max_length=300, blank=True, help_text="A group that it may be about, in words.")
    is_chosen = models.BooleanField(default=True)
    group = models.ForeignKey(CommunityGroup, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.JSONField(null=True, help_text="By field, what an update replaced, and by what.")
    outcome = models.CharField(max_length=10, choices=ImportOutcome, blank=True)
    said = models.CharField(max_length=300, blank=True, help_text="Why, where its outcome needs a reason.")

    class Meta:
        ordering = ("number",)
        indexes = [models.Index(fields=("batch", "identity"), name="rows_of_an_import_by_group")]
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
