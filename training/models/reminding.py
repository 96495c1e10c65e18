import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from training.enums import Rule
from training.models.award import Award


class Reminded(models.Model):
    """That the holder of an award was sent what a rule asks for, of one end of it, or that it was too late for that."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="reminders")
    rule = models.CharField(max_length=4, choices=Rule)
    of_end = models.DateField()
    was_passed_over = models.BooleanField(default=False, help_text="A later rule was due when we looked.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("award", "rule", "of_end"), name="somebody_is_reminded_once_of_an_end"),
            models.CheckConstraint(condition=Q(rule__in=Rule.values), name="a_reminder_follows_a_known_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} of {self.award_id}"


class ReminderChoice(models.Model):
    """Whether somebody is reminded that their training runs out. Its link stands in each reminder."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="reminder_choice")
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    since = models.DateTimeField(default=timezone.now, help_text="When they were first reminded.")
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"choice {self.pk}"


class Digest(models.Model):
    """That those who lead a group were told, in a month, how its people stand; or that there was nothing to tell."""

    group = models.ForeignKey("groups.CommunityGroup", on_delete=models.CASCADE, related_name="+")
    month = models.DateField(help_text="Its first day.")
    was_sent = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("group", "month"), name="a_group_is_told_of_its_training_once_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} of {self.group_id}"
