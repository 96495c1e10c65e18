from django.db import models
from django.db.models import Q

from mail.enums import EVERYTHING, SuppressionReason


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def in_force(self) -> "SuppressionQuerySet":
        return self.filter(lifted_at=None)

    def of_everything(self) -> "SuppressionQuerySet":
        """Those that stop service messages as well, such as a code that somebody asked for."""
        return self.in_force().filter(reason__in=EVERYTHING)


class Suppression(models.Model):
    """That an address is not written to. It outlives the address: the keyed hash recognises it when it comes again."""

    address = models.ForeignKey("people.Address", null=True, on_delete=models.SET_NULL, related_name="suppressions")
    fingerprint = models.CharField(max_length=64, db_index=True, help_text="Keyed hash of the canonical address.")
    reason = models.CharField(max_length=20, choices=SuppressionReason)
    event = models.ForeignKey("mail.ProviderEvent", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_because = models.CharField(max_length=200, blank=True)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("fingerprint", "reason"),
                condition=Q(lifted_at=None),
                name="one_suppression_in_force_for_each_reason",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=SuppressionReason.values), name="a_suppression_has_a_known_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.pk}"
