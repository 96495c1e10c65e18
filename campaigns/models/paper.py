from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from campaigns.enums import PackState, PaperState
from campaigns.models.petition import Petition


class PaperBatch(models.Model):
    """Signatures on sheets of paper, which a second person checks. They stay apart from the count."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="paper")
    group = models.ForeignKey(
        "groups.CommunityGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    constituency = models.ForeignKey(
        "places.Constituency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField(help_text="Complete lines on the sheets.")
    overlap = models.PositiveIntegerField(default=0, help_text="How many of these have likely signed here as well.")
    scan = models.BinaryField(null=True, help_text="Sealed.")
    scan_name = models.CharField(max_length=120, blank=True)
    scan_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the scan as it was handed over.")
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.ENTERED)
    entered_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was refused.")

    class Meta:
        verbose_name_plural = "paper batches"
        ordering = ("-entered_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("petition", "scan_digest"), condition=~Q(scan_digest=""), name="each_scan_is_entered_once"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(entered_by=None) | ~Q(checked_by=F("entered_by")),
                name="a_batch_is_checked_by_a_second_person",
            ),
            models.CheckConstraint(condition=Q(overlap__lte=F("number")), name="no_more_overlap_than_signatures"),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk} of petition {self.petition_id}"


class HandInPack(models.Model):
    """What is handed in: a document and tables, made in the background, as things stood at one moment."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="packs")
    state = models.CharField(max_length=10, choices=PackState, default=PackState.QUEUED)
    done = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    head = models.ForeignKey("campaigns.LogHead", null=True, on_delete=models.PROTECT, related_name="packs")
    counted = models.PositiveBigIntegerField(null=True)
    on_paper = models.PositiveIntegerField(null=True)
    archive = models.BinaryField(null=True, help_text="A ZIP file with everything.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the archive.")
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"pack {self.pk} of petition {self.petition_id}"
