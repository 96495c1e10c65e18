from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from campaigns.enums import PetitionState, SignatureState
from places.models import LivesInConstituency


class PetitionQuerySet(models.QuerySet["Petition"]):
    def with_total(self) -> "PetitionQuerySet":
        return self.select_related("total")

    def published(self) -> "PetitionQuerySet":
        return self.exclude(state=PetitionState.DRAFT)


class Petition(models.Model):
    """What people are asked to sign: the charity's own petition, not one of Parliament's."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True, help_text="Its address. Never change it once it is shared.")
    wording = models.TextField(max_length=1500, help_text="What those who sign agree to, word for word.")
    addressee = models.CharField(max_length=120, help_text='Who is asked, for example "The Home Secretary".')
    goal = models.PositiveIntegerField(default=1000, help_text="How many signatures the bar is drawn for.")
    state = models.CharField(max_length=20, choices=PetitionState, default=PetitionState.DRAFT)
    closes_on = models.DateField(null=True, blank=True, help_text="The last day it can be signed.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PetitionQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("slug")]),
        FieldPanel("wording"),
        FieldRowPanel([FieldPanel("addressee"), FieldPanel("goal")]),
        FieldRowPanel([FieldPanel("state"), FieldPanel("closes_on")]),
    ]

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(condition=Q(goal__gte=1), name="a_petition_has_a_goal"),
            models.CheckConstraint(condition=Q(state__in=PetitionState.values), name="a_petition_is_in_a_known_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.goal == 0:
            raise ValidationError({"goal": "The goal is at least one signature."})

    @property
    def is_open(self) -> bool:
        over = self.closes_on is not None and self.closes_on < timezone.localdate()
        return self.state == PetitionState.OPEN and not over

    @property
    def count(self) -> int:
        """Counted signatures as last folded; no query where the petition was read `with_total()`."""
        total = getattr(self, "total", None)
        return total.counted if total else 0

    @property
    def url_sign(self) -> str:
        return reverse("petition_sign", args=[self.slug])


class PetitionTotal(models.Model):
    """The folded count of a petition, in a row of its own so that editing the petition never writes a count."""

    petition = models.OneToOneField(Petition, on_delete=models.CASCADE, related_name="total", primary_key=True)
    counted = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.counted} for petition {self.petition_id}"


class ConstituencyTotal(models.Model):
    """The folded count of a petition in one constituency."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="constituency_totals")
    constituency = models.ForeignKey("places.Constituency", on_delete=models.PROTECT, related_name="+")
    counted = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("petition", "constituency"), name="one_total_for_each_constituency_of_a_petition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.counted} for petition {self.petition_id} in constituency {self.constituency_id}"


class SignatureQuerySet(models.QuerySet["Signature"]):
    def confirmed(self) -> "SignatureQuerySet":
        return self.filter(state=SignatureState.CONFIRMED)


class Signature(LivesInConstituency):
    """One person's name under one petition. It counts once its owner has confirmed it."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="signatures")
    address = models.ForeignKey("people.Address", on_delete=models.PROTECT, related_name="signatures")
    slot = models.PositiveSmallIntegerField(default=1, help_text="1, or 2 for the second of a shared address.")
    name = models.CharField(max_length=200)
    postcode = models.CharField(max_length=8)
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=SignatureState, default=SignatureState.PENDING)
    token = models.CharField(max_length=32, unique=True, editable=False, help_text="In the address that confirms.")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("petition", "address", "slot"), name="one_signature_for_each_slot_of_an_address_per_petition"
            ),
            models.CheckConstraint(condition=Q(slot__in=(1, 2)), name="at_most_two_signatures_share_an_address"),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_at__isnull=False) | Q(state="pending", confirmed_at=None),
                name="a_signature_is_confirmed_exactly_when_it_has_a_time_of_confirming",
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"

    def get_confirm_path(self) -> str:
        return reverse("petition_confirm", args=[self.petition.slug, self.token])


class SignatureDelta(models.Model):
    """One change of a count, written in the transaction that made it and folded into the totals later, once."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+")
    constituency = models.ForeignKey("places.Constituency", null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.PROTECT, related_name="+")
    amount = models.SmallIntegerField()
    folded = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=("id",), condition=Q(folded=False), name="deltas_that_wait_for_folding")]
        constraints = [models.CheckConstraint(condition=Q(amount__in=(1, -1)), name="a_delta_is_one_more_or_one_less")]

    def __str__(self) -> str:
        return f"{self.amount:+d} for petition {self.petition_id}"
