import secrets

from django.db import models
from django.utils import timezone

from groups.models.group import CommunityGroup


class Registration(models.Model):
    """What somebody has filled in so far to register a group, and the link by which they come back to it."""

    group = models.OneToOneField(CommunityGroup, on_delete=models.CASCADE, related_name="registration")
    address = models.ForeignKey("people.Address", on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="registrations")
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    answers = models.JSONField(default=dict, help_text="By step, as typed; emptied once the group is approved.")
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    verified_at = models.DateTimeField(null=True, blank=True, help_text="When it was confirmed from its address.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    not_the_same_as = models.JSONField(default=list, help_text="Keys of groups that the applicant says are others.")

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"registration {self.pk}"


class Question(models.Model):
    """Something that staff ask of an applicant: the fields that open again, and their words."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="questions")
    fields = models.JSONField(help_text="Names of the fields of the registration that may be answered again.")
    text = models.TextField(max_length=2000)
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"question {self.pk}"


class SavedAnswer(models.Model):
    """Words that staff use again and again where they decide about groups."""

    title = models.CharField(max_length=80, unique=True)
    text = models.TextField(max_length=2000)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title
