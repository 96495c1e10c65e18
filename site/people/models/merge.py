from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models.person import Person


class Merge(models.Model):
    """That one person's rows were moved to another, who is the same; it can be undone while its list is kept."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_gone")
    moved = models.JSONField(default=dict, help_text="The rows that moved: the title of their holding, and their keys.")
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    final = models.BooleanField(default=False, help_text="The list is dropped: it can't be undone any more.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("gone",), condition=Q(undone_at=None), name="a_person_is_merged_into_one_other_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="nobody_is_merged_into_themselves"),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"
