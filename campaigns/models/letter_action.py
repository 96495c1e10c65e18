from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from campaigns.letter_enums import SHOWN_ACTIONS, LetterActionState, LetterTo, Stand

KEPT_SLUGS = frozenset({"drafts", "confirm", "answers", "responsiveness", "how-was-it", "feed", "lobby"})


class LetterActionQuerySet(models.QuerySet["LetterAction"]):
    def shown(self) -> "LetterActionQuerySet":
        """Those that everybody may read."""
        return self.filter(state__in=SHOWN_ACTIONS)

    def open(self) -> "LetterActionQuerySet":
        today = timezone.localdate()
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=today), state=LetterActionState.OPEN)


class LetterAction(models.Model):
    """What people are asked to write about, and to whom."""

    campaign = models.ForeignKey(
        "campaigns.CampaignPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="letter_actions",
        help_text="The campaign that it belongs to.",
    )
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True, help_text="Its address. Never change it once it is shared.")
    to = models.CharField("addressed to", max_length=10, choices=LetterTo)
    offices = models.ManyToManyField(
        "places.GovernmentOffice",
        blank=True,
        related_name="letter_actions",
        help_text="Letters go to the post, whoever holds it when they leave.",
    )
    purpose = models.TextField(max_length=600, help_text="What a letter is to achieve, in two or three sentences.")
    background = models.TextField(max_length=6000, blank=True, help_text="For whoever wants to know more first.")
    tone = models.TextField(
        "help with the tone",
        max_length=1000,
        blank=True,
        help_text="How to write to this recipient. Empty: our usual advice.",
    )
    least_words = models.PositiveSmallIntegerField("shortest, in words", default=100)
    most_words = models.PositiveSmallIntegerField("longest, in words", default=400)
    needs_address = models.BooleanField(
        "asks for a full postal address",
        default=False,
        help_text="Only where the recipient answers nobody without one. Own MPs always get it.",
    )
    briefings = models.ManyToManyField(
        "pages.SiteDocument", blank=True, related_name="+", help_text="Sent along with each letter that goes by e-mail."
    )
    closes_on = models.DateField(null=True, blank=True, help_text="The last day to write.")
    state = models.CharField(max_length=10, choices=LetterActionState, default=LetterActionState.DRAFT, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        "people.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LetterActionQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        permissions = [("approve_letteraction", "Can approve letter actions")]
        constraints = [
            models.CheckConstraint(
                condition=Q(least_words__lt=F("most_words")), name="a_letter_is_shorter_than_longest"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterActionState.values), name="a_letter_action_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(submitted_by=None) | ~Q(approved_by=F("submitted_by")),
                name="a_letter_action_is_approved_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("letter_action", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.slug in KEPT_SLUGS:
            raise ValidationError({"slug": f'"/letters/{self.slug}/" is an address that the site itself uses.'})
        if self.least_words >= self.most_words:
            raise ValidationError({"most_words": "The longest letter must be longer than the shortest."})

    @property
    def is_open(self) -> bool:
        over = self.closes_on is not None and self.closes_on < timezone.localdate()
        return self.state == LetterActionState.OPEN and not over

    @property
    def is_to_mps(self) -> bool:
        return self.to == LetterTo.OWN_MP

    @property
    def asks_address(self) -> bool:
        """MPs answer their own constituents, and ask for the address that proves it."""
        return self.is_to_mps or self.needs_address


class TalkingPoint(models.Model):
    """Something a writer may choose to say: the beginning of a paragraph, never a finished letter."""

    action = models.ForeignKey(LetterAction, on_delete=models.CASCADE, related_name="points")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120, help_text="What the point is, to choose it by.")
    text = models.TextField(
        max_length=800, help_text="What the draft begins with, to be put in the writer's own words."
    )

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class Position(models.Model):
    """Where an MP stands on a campaign, with what shows it."""

    campaign = models.ForeignKey("campaigns.CampaignPage", on_delete=models.CASCADE, related_name="positions")
    representative = models.ForeignKey("places.Representative", on_delete=models.PROTECT, related_name="positions")
    stand = models.CharField(max_length=12, choices=Stand)
    evidence = models.TextField(max_length=1000, help_text="What they said or did, and when.")
    source_url = models.URLField("where it can be read", blank=True)
    noted_on = models.DateField(default=timezone.localdate)
    noted_by = models.ForeignKey("people.User", null=True, editable=False, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-noted_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("campaign", "representative"),
                name="one_position_of_an_mp_on_a_campaign",
                violation_error_message="This MP has a position on this campaign already. Change that one.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.representative}: {self.get_stand_display()}"


class Election(models.Model):
    """A general election: between its first two days care is needed, between the middle two there are no MPs."""

    announced_on = models.DateField(
        help_text="From this day on letters that name candidates or parties wait for staff."
    )
    dissolved_on = models.DateField(help_text="From this day on there are no MPs; letters to them wait.")
    polling_on = models.DateField("polling day")
    returned_on = models.DateField(
        "new House meets",
        null=True,
        blank=True,
        help_text="From this day on letters to MPs leave again. Fill it in then.",
    )

    class Meta:
        ordering = ("-announced_on",)
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on__gte=F("announced_on"), polling_on__gt=F("dissolved_on")),
                name="an_election_goes_in_order",
                violation_error_message="It is announced first, then Parliament is dissolved, then people vote.",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(returned_on__gt=F("polling_on")),
                name="a_house_meets_after_its_election",
                violation_error_message="The new House meets after polling day.",
            ),
        ]

    def __str__(self) -> str:
        return f"General election of {self.polling_on:%B %Y}"
