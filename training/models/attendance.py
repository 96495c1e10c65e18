import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from groups.enums import ImportState
from training.enums import MarkSource, RowOutcome, RowPlan
from training.models.session import Session


class Mark(models.Model):
    """Somebody was there, or was not, as one device noted it. Only ever added; the latest of somebody counts.

    The id is of the device, so sending it twice adds nothing; of two with the same moment the greater id counts,
    so the order in which devices come back changes nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="marks")
    booking = models.ForeignKey("groups.Booking", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    walk_in = models.UUIDField(null=True, blank=True, help_text="The device's id of somebody who had not booked.")
    person = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Of a walk-in, once their address is one.",
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(
        max_length=254, blank=True, help_text="Of a walk-in as typed, also where it is no address."
    )
    came = models.BooleanField()
    at = models.DateTimeField(help_text="By the device's clock, never later than when it came in.")
    received_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=20, choices=MarkSource)

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=("session", "at", "id"), name="marks_of_a_session")]
        constraints = [
            models.CheckConstraint(
                condition=Q(booking=None, walk_in__isnull=False) | Q(booking__isnull=False, walk_in=None),
                name="a_mark_is_of_a_booking_or_a_walk_in",
            ),
            models.CheckConstraint(condition=Q(at__lte=F("received_at")), name="no_mark_is_of_the_future"),
        ]

    def __str__(self) -> str:
        return f"mark {self.pk}"


class ImportBatch(models.Model):
    """A list that is brought in: of who came to a session or, without one, of training of the past."""

    session = models.ForeignKey(Session, null=True, on_delete=models.CASCADE, related_name="lists")
    name = models.CharField(max_length=200, help_text="Of the file.")
    remark = models.CharField(max_length=300, blank=True, help_text="How the file was read.")
    columns = models.JSONField(default=list, help_text="Its headings.")
    matching = models.JSONField(default=dict, help_text="Which heading is which field.")
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
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="a_list_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="no_more_rows_of_a_list_are_done_than_there_are"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="Its line in the file.")
    values = models.JSONField(help_text="Its cells, in the order of the columns.")
    misread = models.JSONField(default=list, help_text="What was wrong with it when it was read.")
    errors = models.JSONField(default=list, help_text="All that is wrong with it, as its columns are matched.")
    fields = models.JSONField(default=dict, help_text="What its cells say, by the name of the field.")
    plan = models.CharField(max_length=10, choices=RowPlan, blank=True)
    identity = models.CharField(max_length=400, blank=True, help_text="What tells two rows about the same.")
    matched = models.CharField(max_length=300, blank=True, help_text="Whom it is about, in words.")
    is_chosen = models.BooleanField(default=True)
    booking = models.ForeignKey("groups.Booking", null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    award = models.ForeignKey("training.Award", null=True, on_delete=models.SET_NULL, related_name="+")
    mark = models.UUIDField(null=True, help_text="The one that it made.")
    outcome = models.CharField(max_length=10, choices=RowOutcome, blank=True)
    said = models.CharField(max_length=300, blank=True, help_text="Why, where its outcome needs a reason.")

    class Meta:
        ordering = ("number",)
        indexes = [models.Index(fields=("batch", "identity"), name="rows_of_a_list_by_identity")]
        constraints = [models.UniqueConstraint(fields=("batch", "number"), name="one_row_for_each_line_of_a_list")]

    def __str__(self) -> str:
        return f"line {self.number}"
