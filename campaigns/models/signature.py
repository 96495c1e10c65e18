from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from campaigns.enums import CommentState, Decision, SignatureState
from campaigns.models.petition import Petition
from places.models import LivesInConstituency


class SignatureQuerySet(models.QuerySet["Signature"]):
    def confirmed(self) -> "SignatureQuerySet":
        return self.filter(state=SignatureState.CONFIRMED)

    def pending(self) -> "SignatureQuerySet":
        return self.filter(state=SignatureState.PENDING)

    def held(self) -> "SignatureQuerySet":
        return self.filter(state=SignatureState.HELD)

    def unconfirmed(self) -> "SignatureQuerySet":
        """Those that never counted: their owner did not confirm them, or staff were earlier."""
        waiting = (SignatureState.PENDING, SignatureState.HELD, SignatureState.INVALIDATED)
        return self.filter(state__in=waiting, confirmed_at=None)

    def named(self) -> "SignatureQuerySet":
        """Those that still say something of whoever signed."""
        return self.exclude(name="", postcode="", comment="", is_public=False)


class Signature(LivesInConstituency):
    """One person's name under one petition. It counts once its owner has confirmed it."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="signatures")
    address = models.ForeignKey("people.Address", on_delete=models.PROTECT, related_name="signatures")
    slot = models.PositiveSmallIntegerField(default=1, help_text="1, or 2 for the second of a shared address.")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="GB", help_text="ISO 3166-1 alpha-2; GB for the United Kingdom.")
    postcode = models.CharField(max_length=8, blank=True, help_text="In the United Kingdom.")
    is_public = models.BooleanField(default=False, help_text="Its owner lets us show the name beside the petition.")
    wants_updates = models.BooleanField(
        default=False, help_text="Its owner asked to hear of this petition; a consent allows it, maybe of another form."
    )
    comment = models.TextField(max_length=500, blank=True)
    comment_state = models.CharField(max_length=10, choices=CommentState, default=CommentState.NONE)
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=SignatureState, default=SignatureState.PENDING)
    token = models.CharField(max_length=32, unique=True, editable=False, help_text="In the address that confirms.")
    asked = models.PositiveSmallIntegerField(default=0, help_text="How many messages asked its owner to confirm.")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    invalidated_at = models.DateTimeField(null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("petition", "address", "slot"), name="one_signature_for_each_slot_of_an_address_per_petition"
            ),
            models.CheckConstraint(condition=Q(slot__in=(1, 2)), name="at_most_two_signatures_share_an_address"),
            models.CheckConstraint(
                condition=(
                    Q(state="confirmed", confirmed_at__isnull=False, invalidated_at=None)
                    | Q(state__in=("pending", "held"), confirmed_at=None, invalidated_at=None)
                    | Q(state="invalidated", invalidated_at__isnull=False)
                ),
                name="a_signature_has_the_times_of_its_state",
            ),
        ]
        indexes = [
            models.Index(fields=("created_at",), condition=Q(state="pending"), name="signatures_that_wait"),
            models.Index(fields=("created_at",), condition=Q(state="held"), name="signatures_that_are_held"),
            models.Index(
                fields=("petition", "confirmed_at"),
                include=("person",),  # all that counting an audience reads
                condition=Q(state="confirmed"),
                name="signatures_that_count",
            ),
            models.Index(fields=("created_at",), condition=Q(comment_state="waiting"), name="comments_that_wait"),
            models.Index(
                fields=("petition", "confirmed_at"),
                condition=Q(state="confirmed", comment_state="shown"),
                name="comments_that_are_shown",
            ),
            models.Index(
                fields=("petition", "confirmed_at"),
                condition=Q(state="confirmed", is_public=True),
                name="names_that_are_shown",
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"

    def get_confirm_path(self) -> str:
        return reverse("petition_confirm", args=[self.petition.slug, self.token])


class SignatureDecision(models.Model):
    """What staff, or a rule, decided about a signature: its history, which outlives the signature."""

    signature = models.ForeignKey(Signature, null=True, on_delete=models.SET_NULL, related_name="decisions")
    number = models.BigIntegerField(help_text="The key of the signature, also when that is gone.")
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=20, choices=Decision)
    before = models.CharField(max_length=20, blank=True, help_text="The state that it was in, for undoing.")
    reason = models.CharField(max_length=300, blank=True)
    batch = models.UUIDField(null=True, blank=True, db_index=True, help_text="Of those decided at once.")
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.decision} signature {self.number}"


class ErasedSignature(models.Model):
    """That somebody who was erased had signed: a keyed hash of petition and address, kept until the petition closes."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="erased_signatures")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("petition", "digest"), name="each_erased_signature_is_remembered_once")
        ]

    def __str__(self) -> str:
        return f"erased signature {self.pk}"
