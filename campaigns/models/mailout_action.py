from django.db import models

from campaigns.mailout_enums import AfterMailout
from campaigns.models.mailout import Mailout


class MailoutAction(models.Model):
    """How often people did something on a day after they came by a mail-out's link: a sum and no more."""

    mailout = models.ForeignKey(Mailout, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField(max_length=12, choices=AfterMailout)
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("mailout", "kind", "day"), name="one_sum_of_actions_for_each_mailout_kind_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=AfterMailout.values), name="an_action_after_a_mailout_is_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} on {self.day}"
