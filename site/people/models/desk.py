from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.clocks import SOON
from people.enums import Access, RequestKind
from people.models.person import Person
from people.sealed import SealedTextField


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def open(self) -> "DataRequestQuerySet":
        return self.filter(closed_at=None)

    def overdue(self) -> "DataRequestQuerySet":
        return self.open().filter(due_on__lt=timezone.localdate())

    def pressing(self) -> "DataRequestQuerySet":
        """Those that are overdue, or soon will be."""
        return self.open().filter(due_on__lte=timezone.localdate() + timedelta(days=SOON))


class DataRequest(models.Model):
    """Somebody's request about their data, or their complaint, with the day by which the law wants an answer."""

    reference = models.CharField(max_length=12, unique=True, editable=False, help_text="What both sides call it.")
    kind = models.CharField(max_length=20, choices=RequestKind)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="data_requests", help_text="Once known."
    )
    contact = SealedTextField(max_length=300, blank=True, help_text="How to answer, where it came without an account.")
    details = SealedTextField(max_length=5000, blank=True, help_text="What they ask for, in their own words.")
    received_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(help_text="The last day to answer.")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    extended_because = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = SealedTextField(max_length=2000, blank=True, help_text="What was done and what they were told.")
    handled_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="a_data_request_is_of_a_known_kind")
        ]

    def __str__(self) -> str:
        return self.reference


class RequestEvent(models.Model):
    """One step in the life of a request. Only ever added."""

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    note = SealedTextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def in_force(self) -> "LegalHoldQuerySet":
        return self.filter(lifted_at=None)

    def about(self, person: Person) -> "LegalHoldQuerySet":
        """On any of the records that are found to be the same person."""
        root = person.merged_into_id or person.pk
        return self.filter(Q(person=root) | Q(person__merged_into=root))

    def people(self) -> models.QuerySet[Person]:
        """Whom they are about, in all the records of each."""
        roots = self.annotate(root=Coalesce("person__merged_into_id", "person_id")).values("root")
        return Person.objects.filter(Q(pk__in=roots) | Q(merged_into__in=roots))


class LegalHold(models.Model):
    """That what is held about somebody must not be erased yet, and why."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="legal_holds")
    reason = SealedTextField(max_length=2000)
    placed_at = models.DateTimeField(default=timezone.now)
    placed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("person",), condition=Q(lifted_at=None), name="one_legal_hold_in_force_for_each_person"
            )
        ]

    def __str__(self) -> str:
        return f"legal hold {self.pk}"


class AccessRecord(models.Model):
    """Who of the staff did what with a person's record, and why. Never what the record says. Only ever added."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="access_records")
    action = models.CharField(max_length=20, choices=Access)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(action__in=Access.values), name="an_access_record_has_a_known_action")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"
