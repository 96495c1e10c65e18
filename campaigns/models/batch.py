import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from campaigns.enums import Decision
from campaigns.models.petition import Petition


class DecisionBatch(models.Model):
    """Signatures that are decided about at once, slice by slice: which, why, by whom, and how far it has come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="batches")
    decision = models.CharField(max_length=20, choices=Decision)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")
    conditions = models.JSONField(
        default=dict, help_text="Which signatures. Without names and addresses once it is finished."
    )
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    up_to = models.BigIntegerField(help_text="The last one when it was decided; later ones are not touched.")
    cursor = models.BigIntegerField(default=0, help_text="The last one that was looked at.")
    total = models.PositiveBigIntegerField(help_text="How many were found when it was decided.")
    done = models.PositiveBigIntegerField(default=0)
    is_stopped = models.BooleanField(default=False, help_text="Somebody stopped it before it was through.")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "decision batches"
        ordering = ("-at",)
        indexes = [models.Index(fields=("at",), condition=Q(finished_at=None), name="batches_to_go_on_with")]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}, {timezone.localtime(self.at):%-d %B %Y, %H:%M}"
