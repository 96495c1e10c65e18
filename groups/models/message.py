import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from groups.enums import MessageState
from groups.models.group import CommunityGroup


class GroupMessageQuerySet(models.QuerySet["GroupMessage"]):
    def of_charity(self) -> "GroupMessageQuerySet":
        return self.filter(group=None)

    def of_leaders(self) -> "GroupMessageQuerySet":
        return self.filter(group__isnull=False)

    def held(self) -> "GroupMessageQuerySet":
        """Those of leaders that wait for staff, whoever waits longest first."""
        return self.of_leaders().filter(state=MessageState.HELD).order_by("created_at", "pk")

    def sending(self) -> "GroupMessageQuerySet":
        return self.filter(state=MessageState.SENDING)


class GroupMessage(models.Model):
    """From staff to the leaders of groups by filter (no group), or from a leader to the members of their group."""

    group = models.ForeignKey(CommunityGroup, null=True, blank=True, on_delete=models.CASCADE, related_name="messages")
    filter = models.JSONField(default=dict, help_text="Which groups staff write to, as groups.audience reads it.")
    subject = models.CharField(max_length=120)
    body = models.TextField(max_length=10_000)
    by_user = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    by_person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=20, choices=MessageState, default=MessageState.DRAFT)
    is_doubtful = models.BooleanField(
        default=False, help_text="It looked like a report about a person, and its writer says that it is none."
    )
    created_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True, help_text="Why it was refused, or stopped.")
    sent_at = models.DateTimeField(null=True, blank=True)
    expected = models.PositiveIntegerField(default=0, help_text="How many addresses it had when it was given out.")
    reached = models.PositiveIntegerField(default=0, help_text="How many it was queued for.")
    queued_to = models.PositiveBigIntegerField(default=0, help_text="The last address it was queued for.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="How often queuing it failed.")

    objects = GroupMessageQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        permissions = [("send_groupmessage", "Can send messages to groups that a colleague wrote")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MessageState.values), name="a_group_message_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False) | Q(by_user=None) | Q(decided_by=None) | ~Q(by_user=F("decided_by")),
                name="a_second_person_sends_a_message_to_groups",
            ),
        ]
        indexes = [
            models.Index(
                fields=("created_at",), condition=Q(state__in=("held", "sending")), name="group_messages_under_way"
            )
        ]

    def __str__(self) -> str:
        return self.subject


class GroupMessageTo(models.Model):
    """A group whose leaders a message of the charity goes to, noted down when it is given out."""

    message = models.ForeignKey(GroupMessage, on_delete=models.CASCADE, related_name="sent_to")
    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="messages_of_charity")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("message", "group"), name="a_message_goes_to_a_group_once")]

    def __str__(self) -> str:
        return f"message {self.message_id} to {self.group_id}"


class GroupMessageReading(models.Model):
    """That a leader has read a message of the charity, as they said themselves."""

    message = models.ForeignKey(GroupMessage, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("message", "person"), name="somebody_reads_a_message_once")]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class GroupMessageChoice(models.Model):
    """Whether somebody gets what the leaders of a group write to its members. Its link stands in each message."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="message_choices")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="group_message_choices")
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    since = models.DateTimeField(default=timezone.now, help_text="When they were first written to.")
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("group", "person"), name="one_choice_of_a_person_for_a_group")]

    def __str__(self) -> str:
        return f"choice {self.pk}"
