import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mail.enums import MailingState


class MailingQuerySet(models.QuerySet["Mailing"]):
    def may_leave(self) -> "MailingQuerySet":
        rested = Q(rests_until=None) | Q(rests_until__lte=timezone.now())
        return self.filter(rested, state=MailingState.RUNNING)


class Mailing(models.Model):
    """Messages to many that share their words. Each is a Delivery; an address gets one at most, says the database."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="Its messages' ids come of it.")
    kind = models.CharField(max_length=60)
    stream = models.CharField(max_length=40, help_text="One of the streams that the settings name.")
    purpose = models.CharField(max_length=30, help_text="What its readers agreed to be written to about.")
    state = models.CharField(max_length=20, choices=MailingState, default=MailingState.FILLING)
    because = models.CharField(max_length=300, blank=True, help_text="Why it is paused or was cancelled.")
    rests_until = models.DateTimeField(null=True, blank=True, help_text="Nothing of it leaves before: quiet hours.")
    chosen = models.CharField(max_length=1, default="a", help_text="The words of whoever is in no comparison.")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailingState.values), name="a_mailing_is_in_a_known_state"),
            models.CheckConstraint(condition=~Q(purpose=""), name="a_mailing_names_its_purpose"),
        ]
        indexes = [models.Index(fields=("state",), condition=Q(state="running"), name="mailings_that_run")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class MailingBody(models.Model):
    """The words of a mailing as they were compiled and approved: nothing changes them.

    `html` and `text` name what is filled in for each reader as {{field|fallback}}.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="bodies")
    variant = models.CharField(max_length=1, default="a", help_text="Which of the compared ones.")
    subject = models.CharField(max_length=200)
    html = models.TextField()
    text = models.TextField()
    from_name = models.CharField(max_length=120, blank=True)
    reply_to = models.EmailField(blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the words; the same as was approved.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("mailing", "variant"), name="one_body_for_each_variant_of_a_mailing")
        ]

    def __str__(self) -> str:
        return self.subject
