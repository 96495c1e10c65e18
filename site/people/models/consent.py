import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.enums import Basis, Ended, Purpose
from people.models.person import Person


class PrivacyNotice(models.Model):
    """The privacy notice as it stood when somebody was shown it. A new row for each change of its words."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of title and text.")
    title = models.CharField(max_length=200)
    text = models.TextField()
    first_shown_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-first_shown_at",)

    def __str__(self) -> str:
        return f"{self.title}, {timezone.localtime(self.first_shown_at):%-d %B %Y}"


class ConsentWordingQuerySet(models.QuerySet["ConsentWording"]):
    def published(self) -> "ConsentWordingQuerySet":
        return self.filter(published_at__isnull=False)


class ConsentWording(models.Model):
    """What somebody agrees to, word for word. Once published it is never changed: a change is a new version."""

    purpose = models.CharField(max_length=30, choices=Purpose)
    version = models.PositiveIntegerField(editable=False)
    text = models.TextField(max_length=600, help_text="What stands beside the box or button that somebody presses.")
    published_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="Since when forms show it.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ConsentWordingQuerySet.as_manager()

    class Meta:
        ordering = ("purpose", "-version")
        constraints = [
            models.UniqueConstraint(fields=("purpose", "version"), name="one_wording_for_each_version_of_a_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, version {self.version}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self) -> "ConsentQuerySet":
        """Those that allow a message now. Until its giver answers from the address, a consent is asleep."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at=None)

    def asleep(self) -> "ConsentQuerySet":
        return self.filter(confirmed_at=None, withdrawn_at=None)


class Consent(models.Model):
    """Why somebody may be written to: who, for what, by which basis, in answer to which words, where and when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=30, choices=Purpose)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.CONSENT)
    wording = models.ForeignKey(ConsentWording, on_delete=models.PROTECT, related_name="consents")
    notice = models.ForeignKey(
        PrivacyNotice,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty where the site had no privacy notice yet.",
    )
    form = models.CharField(max_length=120, help_text="Where it was given: which form, and of what.")
    token = models.CharField(
        max_length=43,
        unique=True,
        default=secrets.token_urlsafe,
        editable=False,
        help_text="In the link that confirms.",
    )
    given_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When its giver answered from the address.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=20, choices=Ended, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("-given_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("person", "purpose"),
                condition=Q(confirmed_at__isnull=False, withdrawn_at=None),
                name="one_live_consent_for_each_purpose_of_a_person",
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="a_consent_is_for_a_known_purpose"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="a_consent_has_a_known_basis"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_how="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_how="")),
                name="a_withdrawn_consent_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"
