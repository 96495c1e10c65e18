import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from training.enums import Method


class Award(models.Model):
    """That somebody learnt a course. Never changed, erasure apart; what it is worth on a day: training.validity."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="awards")
    name = models.CharField(max_length=120, help_text="As shown; emptied when the person is erased.")
    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="awards")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="awards")
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    grace_months = models.PositiveSmallIntegerField(default=6)
    method = models.CharField(max_length=20, choices=Method)
    evidence = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=80, unique=True, help_text="Of what it was given for, so that it is given once.")
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    constituency = models.ForeignKey("places.Constituency", null=True, on_delete=models.PROTECT, related_name="+")
    renews = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewed_by")
    by_user = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    by_person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-issued_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="an_award_ends_after_it_begins"
            )
        ]


class Extension(models.Model):
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()


class Revocation(models.Model):
    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()


class Certificate(models.Model):
    """Of an award, frozen when it is issued: these bytes are shown for ever."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="certificate")
    payload = models.BinaryField()
    digest = models.CharField(max_length=64)
    pdf = models.BinaryField()
    key = models.CharField(max_length=16)
    shows_name = models.BooleanField(default=False, help_text="Its holder lets whoever checks it see their name.")


class Reminded(models.Model):
    """That the holder of an award was sent what a rule asks for, of one end of it."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="reminders")
    rule = models.CharField(max_length=4)
    of_end = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("award", "rule", "of_end"), name="somebody_is_reminded_once_of_an_end")
        ]


class TrainedChange(models.Model):
    """From a day on so many more, or fewer, people hold a course in a place. It names nobody, and outlasts them."""

    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="+")
    constituency = models.ForeignKey("places.Constituency", null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    change = models.SmallIntegerField()
