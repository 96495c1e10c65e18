from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from campaigns.enums import PackState, PaperState, ScanKind
from campaigns.models.log import LogHead
from campaigns.models.petition import Petition
from people.sealed import SealedBytesField


class PaperBatchQuerySet(models.QuerySet["PaperBatch"]):
    def entered(self) -> "PaperBatchQuerySet":
        """Those that wait for a second person."""
        return self.filter(state=PaperState.ENTERED)

    def approved(self) -> "PaperBatchQuerySet":
        return self.filter(state=PaperState.APPROVED)


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
    sampled = models.PositiveIntegerField(default=0, help_text="How many lines were looked up here.")
    matched = models.PositiveIntegerField(default=0, help_text="How many of those had signed here.")
    scan_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the scan as it was handed over.")
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.ENTERED)
    entered_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was refused.")

    objects = PaperBatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "paper batches"
        ordering = ("-entered_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("petition", "scan_digest"),
                condition=~Q(scan_digest="") & ~Q(state="refused"),
                name="each_scan_is_entered_once",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(entered_by=None) | ~Q(checked_by=F("entered_by")),
                name="a_batch_is_checked_by_a_second_person",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="a_batch_has_a_line"),
            models.CheckConstraint(condition=Q(overlap__lte=F("number")), name="no_more_overlap_than_signatures"),
            models.CheckConstraint(
                condition=Q(matched__lte=F("sampled"), sampled__lte=F("number")), name="a_sample_is_part_of_its_batch"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(checked_at__isnull=False, sampled__gte=1),
                name="an_approved_batch_was_checked_and_sampled",
            ),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"

    @property
    def added(self) -> int:
        """What it adds to the sum beside the online signatures, once it is approved."""
        return self.number - self.overlap


class PaperScan(models.Model):
    """The sheets of a batch as they were scanned, with everybody's names: apart, so that no list ever loads them."""

    batch = models.OneToOneField(PaperBatch, on_delete=models.CASCADE, primary_key=True, related_name="scan")
    kind = models.CharField(max_length=4, choices=ScanKind)
    content = SealedBytesField()

    def __str__(self) -> str:
        return f"scan of batch {self.batch_id}"


class HandInPack(models.Model):
    """What is handed in: a document and tables, made in the background, as things stood at one moment."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="packs")
    state = models.CharField(max_length=10, choices=PackState, default=PackState.QUEUED)
    done = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When its maker last gave a sign of life.")
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    head = models.ForeignKey(LogHead, null=True, on_delete=models.PROTECT, related_name="packs")
    counted = models.PositiveBigIntegerField(null=True)
    on_paper = models.PositiveIntegerField(null=True)
    comments = models.PositiveIntegerField(default=0, help_text="How many people's comments it holds.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the archive.")
    size = models.PositiveIntegerField(default=0, help_text="Of the archive, in bytes.")
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "hand-in pack"
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("petition",),
                condition=Q(state__in=("queued", "making")),
                name="one_pack_of_a_petition_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(finished_at__isnull=False, counted__isnull=False) & ~Q(digest=""),
                name="a_ready_pack_says_what_it_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"pack {self.pk}"


class PackArchive(models.Model):
    """The file of a pack: apart, so that no list ever loads it."""

    pack = models.OneToOneField(HandInPack, on_delete=models.CASCADE, primary_key=True, related_name="archive")
    content = models.BinaryField(help_text="A ZIP file with everything.")

    def __str__(self) -> str:
        return f"archive of pack {self.pack_id}"
