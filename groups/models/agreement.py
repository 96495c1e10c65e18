from django.db import models
from django.utils import timezone

from groups.models.group import CommunityGroup


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def published(self) -> "AgreementQuerySet":
        return self.filter(published_at__isnull=False)

    def current(self) -> "Agreement | None":
        return self.published().order_by("-version").first()


class Agreement(models.Model):
    """What a group agrees to, by version. Once published its words stay: a change is a new version."""

    version = models.PositiveIntegerField(unique=True, editable=False)
    text = models.TextField(max_length=20_000)
    what_changed = models.CharField(max_length=300, blank=True, help_text="Against the version before.")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("-version",)
        permissions = [("publish_agreement", "Can publish a version of the agreement")]

    def __str__(self) -> str:
        return f"version {self.version}"


class AgreementAcceptance(models.Model):
    """That a leader agreed to a version for their group. Only ever added."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="acceptances")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acceptances")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at",)
        constraints = [models.UniqueConstraint(fields=("group", "agreement"), name="a_group_agrees_to_a_version_once")]

    def __str__(self) -> str:
        return f"acceptance {self.pk}"
