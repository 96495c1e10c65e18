import secrets
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear, Greatest
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from training.enums import COUNTS_AS_TRAINED, Method, Standing
from training.validity import expires_from


class AwardQuerySet(models.QuerySet["Award"]):
    def standing_on(self, day: date) -> models.QuerySet[Any]:
        """With `end`, its last day as known that day, and `standing`: what training.validity says, in SQL."""
        return self.annotate(end=end_on(day)).annotate(standing=standing_of(day))

    def counting_on(self, day: date) -> models.QuerySet[Any]:
        """Those by which somebody is trained that day."""
        return self.standing_on(day).filter(standing__in=COUNTS_AS_TRAINED)


class Award(models.Model):
    """That somebody learnt a course. Never changed, erasure apart; what it is worth on a day: training.validity.

    The database refuses any other change of a row, and its deletion, on PostgreSQL.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="awards")
    name = models.CharField(max_length=200, help_text="As shown; emptied when the person is erased.")
    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="awards")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="awards")
    issued_on = models.DateField(help_text="The day on which the course was completed.")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="As issued. Empty: for ever.")
    grace_months = models.PositiveSmallIntegerField(default=6)
    method = models.CharField(max_length=20, choices=Method)
    families = models.CharField(max_length=100, blank=True, help_text="Of the signs that its version teaches.")
    evidence = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=80, unique=True, help_text="Of what it was given for, so that it is given once.")
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    constituency = models.ForeignKey("places.Constituency", null=True, on_delete=models.PROTECT, related_name="+")
    renews = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals")
    by_user = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    by_person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_on", "-pk")
        permissions = [("export_award", "Can take lists of awards away, with names and e-mail addresses")]
        indexes = [
            models.Index(fields=("person", "course"), name="awards_of_a_person"),
            models.Index(fields=("course", "valid_until"), name="awards_by_their_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="an_award_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="an_award_has_a_known_method"),
        ]

    def __str__(self) -> str:
        return f"award {self.pk}"

    def get_standing_display(self) -> str:
        """Of one read with its standing."""
        return str(Standing(self.standing).label)  # type: ignore[attr-defined]


class CourseExtension(models.Model):
    """That all who hold a course were given longer at once. Undone by a row for each of its extensions."""

    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"all until {self.until:%Y-%m-%d}"


class Extension(models.Model):
    """A later last day, known from the day on which it was given. It never shortens."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="extensions")
    of_course = models.ForeignKey(CourseExtension, null=True, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"until {self.until:%Y-%m-%d}"


class ExtensionUndone(models.Model):
    extension = models.OneToOneField(Extension, on_delete=models.PROTECT, related_name="undone")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"undone on {self.on:%Y-%m-%d}"


class Revocation(models.Model):
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="revocations")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"from {self.on:%Y-%m-%d}"


class Reinstatement(models.Model):
    """A revocation that was wrong, or is over, from a day on."""

    revocation = models.OneToOneField(Revocation, on_delete=models.PROTECT, related_name="reinstatement")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"again from {self.on:%Y-%m-%d}"


class TrainedChange(models.Model):
    """From a day on so many more, or fewer, people hold a course in a place. It names nobody, and outlasts them.

    Only ever added, by services.trained_changes: docs/decisions/0035-a-ledger-of-who-is-trained.md.
    """

    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="+")
    constituency = models.ForeignKey("places.Constituency", null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    change = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=("course", "on"), name="trained_changes_of_a_course")]

    def __str__(self) -> str:
        return f"{self.change:+d} on {self.on:%Y-%m-%d}"


def end_on(day: date) -> Case:
    longer = Extension.objects.filter(award=OuterRef("pk"), on__lte=day).exclude(undone__on__lte=day).order_by()
    latest = Subquery(longer.values("award").annotate(latest=Max("until")).values("latest"))
    last = Greatest(F("valid_until"), Coalesce(latest, F("valid_until")))
    return Case(When(valid_until=None, then=None), default=last, output_field=models.DateField())


def revoked_on(day: date, award: str = "pk") -> Exists:
    of_it = Revocation.objects.filter(award=OuterRef(award), on__lte=day)
    return Exists(of_it.exclude(reinstatement__on__lte=day))


def renewed_on(day: date) -> Exists:
    return Exists(Award.objects.filter(~revoked_on(day), renews=OuterRef("pk"), valid_from__lte=day))


def standing_of(day: date) -> Case:
    """Months are compared as numbers, so that no database has to know how months end."""
    last_month = ExtractYear("end") * 12 + ExtractMonth("end") + F("grace_months")
    return Case(
        When(revoked_on(day), then=Value(Standing.REVOKED)),
        When(valid_from__gt=day, then=Value(Standing.UPCOMING)),
        When(renewed_on(day), then=Value(Standing.SUPERSEDED)),
        When(Q(end=None) | Q(end__gte=expires_from(day)), then=Value(Standing.VALID)),
        When(end__gte=day, then=Value(Standing.EXPIRING)),
        When(GreaterThanOrEqual(last_month, day.year * 12 + day.month), then=Value(Standing.GRACE)),
        default=Value(Standing.LAPSED),
        output_field=models.CharField(max_length=20),
    )
