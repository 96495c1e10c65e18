from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from groups.enums import Criterion, GroupState, NoticeStep
from groups.models.group import CommunityGroup


class Change(models.Model):
    """One step of a group from one state to another: who, when and why. Only ever added."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=20, choices=GroupState, blank=True)
    after = models.CharField(max_length=20, choices=GroupState)
    by_user = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    by_person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"change {self.pk}"


class Note(models.Model):
    """What staff write down about a group for one another. Its leaders never see it."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=2000)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"note {self.pk}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def standing(self) -> "NoticeQuerySet":
        """Of falls that go on."""
        return self.filter(over_at=None)


class Notice(models.Model):
    """That a group was told of a criterion that fails, in this fall. The next fall is told of afresh."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="notices")
    criterion = models.CharField(max_length=20, choices=Criterion)
    fell_on = models.DateField(help_text="The first day of the fall that it tells of.")
    step = models.CharField(max_length=20, choices=NoticeStep)
    sent_at = models.DateTimeField(default=timezone.now)
    over_at = models.DateTimeField(null=True, blank=True, help_text="When that fall was found to be over.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("group", "criterion", "fell_on", "step"),
                condition=Q(over_at=None),
                name="a_group_is_told_once_of_each_step_of_a_fall",
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class NotDuplicate(models.Model):
    """Two groups that look alike and that staff found to be two."""

    one = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("one", "other"), name="two_groups_are_told_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="of_two_groups_the_older_comes_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
