from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from groups import reserved
from groups.enums import APPLYING, Ages, GroupKind, GroupState, Health
from places.models import Positioned


class CommunityGroupQuerySet(models.QuerySet["CommunityGroup"]):
    def approved(self) -> "CommunityGroupQuerySet":
        return self.filter(state=GroupState.APPROVED)

    def listed(self) -> "CommunityGroupQuerySet":
        """Those on the map, in lists and in counts: a dormant one keeps its page alone."""
        return self.approved().exclude(health=Health.DORMANT)

    def with_page(self) -> "CommunityGroupQuerySet":
        return self.filter(state__in=(GroupState.APPROVED, GroupState.CLOSED))

    def applying(self) -> "CommunityGroupQuerySet":
        return self.filter(state__in=APPLYING)


class CommunityGroup(Positioned):
    """An ACTFORJUSTICE community group: people who learn the signs and campaign together.

    Its position is the middle of its outcode. Its postcode, and whoever lives there, is never shown.
    """

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=GroupKind, default=GroupKind.OTHER)
    aims = models.JSONField(default=list, blank=True, help_text="What it wants to do, as in enums.Aim.")
    about = models.TextField(max_length=2000, blank=True, help_text="What its page says of it.")
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True, help_text="Where it meets. Never shown.")
    # Each import of postcodes writes all outcodes anew, and may do without some: its code stays, as does its position.
    outcode = models.ForeignKey(
        "places.Outcode", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    constituency = models.ForeignKey(
        "places.Constituency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ages = models.CharField(max_length=20, choices=Ages, default=Ages.ADULTS)
    takes_members = models.BooleanField(default=True, help_text="Its page offers to join.")
    state = models.CharField(max_length=20, choices=GroupState, default=GroupState.APPROVED)
    created_at = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    lead_trained_until = models.DateField(
        null=True, blank=True, editable=False, help_text="Of its safeguarding lead; written by training."
    )
    renewal_asked_on = models.DateField(null=True, blank=True, editable=False)
    renewed_on = models.DateField(null=True, blank=True, editable=False)
    health = models.CharField(
        max_length=10, choices=Health, default=Health.ACTIVE, editable=False, help_text="As last derived."
    )
    fell_on = models.DateField(
        null=True, blank=True, editable=False, help_text="The first day on which a criterion failed, of this fall."
    )

    objects = CommunityGroupQuerySet.as_manager()

    class Meta(Positioned.Meta):
        ordering = ("name",)
        permissions = [
            ("review_communitygroup", "Can decide about groups that apply"),
            ("export_communitygroup", "Can take lists of groups away, with their postcodes"),
        ]
        indexes = [
            *Positioned.Meta.indexes,
            models.Index(fields=("state", "health"), name="groups_by_state_and_health"),
            models.Index(fields=("constituency",), name="groups_by_constituency"),
        ]
        constraints = [
            *Positioned.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=GroupState.values), name="a_group_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(health__in=Health.values), name="a_group_has_a_known_health"),
            models.CheckConstraint(
                condition=Q(state=GroupState.MERGED, merged_into__isnull=False)
                | (~Q(state=GroupState.MERGED) & Q(merged_into=None)),
                name="a_merged_group_says_into_which",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.slug in reserved.WORDS:
            raise ValidationError({"slug": "Our own addresses use this word. Choose another."})

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.slug])

    @property
    def is_dormant(self) -> bool:
        return self.state == GroupState.APPROVED and self.health == Health.DORMANT

    @property
    def can_be_joined(self) -> bool:
        return self.state == GroupState.APPROVED and self.health != Health.DORMANT and self.takes_members
