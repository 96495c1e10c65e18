from django.db import models
from django.db.models import Q
from django.utils import timezone

from campaigns.enums import EntryKind
from campaigns.models.petition import Petition
from campaigns.models.signature import Signature


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    def waiting(self) -> "LogEntryQuerySet":
        """Those that have no place in the log yet."""
        return self.filter(index=None)


class LogEntry(models.Model):
    """One line of a petition's public log: that somebody's signature counts, or counts no more, without saying whose.

    Written in the transaction that counts; it gets its place, and with that its leaf, when the log grows. The database
    refuses every other change, but for the salt and the signature going.
    """

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="log")
    index = models.PositiveBigIntegerField(
        null=True, help_text="Its place, from 0; empty until the log has grown to it."
    )
    kind = models.CharField(max_length=12, choices=EntryKind)
    commitment = models.BinaryField(max_length=32, help_text="HMAC-SHA-256 of the signature under its salt.")
    at = models.DateTimeField(default=timezone.now)
    signature = models.ForeignKey(Signature, null=True, on_delete=models.SET_NULL, related_name="log")
    salt = models.BinaryField(
        max_length=32,
        null=True,
        help_text="Of the line that counted it first. Destroyed when its owner withdraws or is erased.",
    )

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "log entries"
        constraints = [models.UniqueConstraint(fields=("petition", "index"), name="one_entry_for_each_place_in_a_log")]
        indexes = [models.Index(fields=("petition", "id"), condition=Q(index=None), name="log_entries_that_wait")]

    def __str__(self) -> str:
        return f"entry {self.index} of the log of petition {self.petition_id}"


class LogNode(models.Model):
    """The hash of a complete subtree of a petition's log: of the leaves from position * 2**level on.

    Only each fourth level is stored; campaigns.services.log_tree says how the others follow.
    """

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    position = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("petition", "level", "position"), name="one_node_for_each_place_in_a_tree")
        ]

    def __str__(self) -> str:
        return f"node {self.level}/{self.position} of the log of petition {self.petition_id}"


class LogHead(models.Model):
    """The root of a petition's log at one size, signed: who keeps a copy can prove that nothing before it changed."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="log_heads")
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField(default=timezone.now)
    key = models.CharField(max_length=16, help_text="Which key signed it: the start of its fingerprint.")
    proof = models.BinaryField(max_length=64, help_text="Ed25519 signature.")

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [models.UniqueConstraint(fields=("petition", "size"), name="one_signed_head_for_each_size")]

    def __str__(self) -> str:
        return f"head {self.size} of the log of petition {self.petition_id}"
