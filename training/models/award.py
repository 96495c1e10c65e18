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
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="an_award_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"award {self.pk}"


class Extension(models.Model):
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"until {self.until:%Y-%m-%d}"


class Revocation(models.Model):
    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"from {self.on:%Y-%m-%d}"


class TrainedChange(models.Model):
    """From a day on so many more, or fewer, people hold a course in a place. It names nobody, and outlasts them."""

    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="+")
    constituency = models.ForeignKey("places.Constituency", null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    change = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"{self.change:+d} on {self.on:%Y-%m-%d}"
