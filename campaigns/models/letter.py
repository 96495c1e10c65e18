import secrets
import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from campaigns.letter_enums import ENDED, FOR_STAFF, IN_POST, NOT_COUNTED, Channel, HeldBecause, LetterState
from campaigns.models.letter_action import LetterAction
from people.sealed import SealedTextField
from places.models import LivesInConstituency

LONGEST_BODY, LONGEST_SUBJECT = 20_000, 150  # characters; WriteToThem takes as many


class LetterDraft(models.Model):
    """A letter being written by somebody whom we don't know yet, sealed with a key that only their link holds."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token in the link.")
    action = models.ForeignKey(LetterAction, on_delete=models.CASCADE, related_name="drafts")
    group = models.ForeignKey("groups.CommunityGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    content = models.BinaryField(help_text="Encrypted: recipients, subject, text and chosen points.")
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"draft {self.pk}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def counted(self) -> "LetterQuerySet":
        """Those that their writers confirmed and that leave or left."""
        return self.exclude(state__in=NOT_COUNTED)

    def confirmed(self) -> "LetterQuerySet":
        return self.filter(state=LetterState.CONFIRMED)

    def held_for_staff(self) -> "LetterQuerySet":
        return self.filter(state=LetterState.HELD, held_because__in=FOR_STAFF)

    def in_post(self) -> "LetterQuerySet":
        return self.filter(state__in=IN_POST)

    def with_text(self) -> "LetterQuerySet":
        """Those that still say something of whoever wrote."""
        return self.exclude(name="", postcode="")

    def with_recipient(self) -> "LetterQuerySet":
        return self.select_related("action", "office", "seat", "representative")


class Letter(LivesInConstituency):
    """One person's letter to one recipient: an office, whoever holds it, or the seat whose MP is the writer's own."""

    action = models.ForeignKey(LetterAction, on_delete=models.PROTECT, related_name="letters")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="letters")
    address = models.ForeignKey(
        "people.Address", on_delete=models.PROTECT, related_name="letters", help_text="The writer's, as typed then."
    )
    office = models.ForeignKey(
        "places.GovernmentOffice", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    seat = models.ForeignKey(
        "places.Constituency", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    name = models.CharField(max_length=200)
    postcode = models.CharField(max_length=8, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postal_address = SealedTextField(blank=True, help_text="The writer's, where the recipient needs it.")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    body = SealedTextField(help_text="Without salutation and closing, which its recipient gives it.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the text that its writer was shown.")
    language = models.CharField(max_length=2, choices=[("en", "English"), ("cy", "Welsh")], default="en")
    group = models.ForeignKey(
        "groups.CommunityGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=LetterState, default=LetterState.TO_CONFIRM)
    since = models.DateTimeField(default=timezone.now, help_text="When it came into this state.")
    held_because = models.CharField(max_length=10, choices=HeldBecause, blank=True)
    looked_at = models.BooleanField(default=False, help_text="Staff released it: no rule holds it again.")
    token = models.CharField(
        max_length=43,
        default=secrets.token_urlsafe,
        editable=False,
        db_index=True,
        help_text="Shared by what was written in one go.",
    )
    answer_token = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="In the address for answers, without its dashes."
    )
    asked = models.PositiveSmallIntegerField(default=0, help_text="How many messages asked its writer to confirm.")
    asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=5, choices=Channel, blank=True, help_text="How it left, or is to leave.")
    round = models.PositiveSmallIntegerField(default=1, help_text="Raised where staff send it again.")
    delivery = models.ForeignKey(
        "mail.Delivery",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="letters",
        help_text="Its message; letters in one digest share one.",
    )
    in_digest = models.BooleanField(default=False)
    print_run = models.ForeignKey(
        "campaigns.PrintRun", null=True, blank=True, on_delete=models.SET_NULL, related_name="letters"
    )
    sent_to = models.CharField(max_length=250, blank=True, help_text="Who held the post or seat when it left.")
    representative = models.ForeignKey(
        "places.Representative",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="letters",
        help_text="The MP that it went to.",
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=False, seat=None) | Q(office=None, seat__isnull=False),
                name="a_letter_has_one_recipient",
            ),
            models.UniqueConstraint(
                fields=("action", "person", "office"),
                condition=Q(office__isnull=False) & ~Q(state__in=sorted(ENDED)),
                name="one_letter_of_a_person_to_an_office_per_action",
            ),
            models.UniqueConstraint(
                fields=("action", "person", "seat"),
                condition=Q(seat__isnull=False) & ~Q(state__in=sorted(ENDED)),
                name="one_letter_of_a_person_to_a_seat_per_action",
            ),
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="a_letter_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state="held") & ~Q(held_because="") | ~Q(state="held") & Q(held_because=""),
                name="a_held_letter_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("to_confirm", "withdrawn", "expired")) | Q(confirmed_at__isnull=False),
                name="a_letter_leaves_once_its_writer_confirmed_it",
            ),
        ]
        indexes = [
            models.Index(
                fields=("action", "office"), condition=Q(state="confirmed"), name="letters_that_wait_for_a_turn"
            ),
            models.Index(fields=("since",), condition=Q(state="to_confirm"), name="letters_to_confirm"),
            models.Index(fields=("since",), condition=Q(state="held"), name="letters_that_are_held"),
            models.Index(fields=("delivery",), condition=Q(state__in=("queued", "sending")), name="letters_in_post"),
            models.Index(
                fields=("sent_at",), condition=Q(state__in=("sent", "in_digest")), name="letters_that_may_come_back"
            ),
            models.Index(fields=("sent_at",), condition=Q(sent_at__isnull=False), name="letters_by_leaving"),
            models.Index(
                fields=("action", "confirmed_at"), condition=Q(confirmed_at__isnull=False), name="letters_counted"
            ),
            models.Index(fields=("seat", "confirmed_at"), condition=Q(seat__isnull=False), name="letters_to_a_seat"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    def get_confirm_path(self) -> str:
        return reverse("letter_confirm", args=[self.token])

    @property
    def is_to_mp(self) -> bool:
        return self.seat_id is not None

    @property
    def to_whom(self) -> str:
        """The recipient as a writer knows it: the post, or the MP of their constituency."""
        return self.office.post if self.office else f"the MP for {self.seat}"

    @property
    def left_at(self) -> datetime | None:
        return self.sent_at


class LetterStep(models.Model):
    """One move of a letter, kept for good: who made it, why, and whether its writer has been told."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=LetterState, help_text="What it came into.")
    because = models.CharField(max_length=10, blank=True, help_text="Of one that is held: why.")
    note = models.CharField(max_length=300, blank=True, help_text="Staff read it.")
    by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    to_tell = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = [
            models.Index(fields=("letter",), condition=Q(to_tell=True, told_at=None), name="steps_to_tell_of"),
        ]

    def __str__(self) -> str:
        return f"{self.move} of letter {self.letter_id}"


class LetterSketch(models.Model):
    """The hashes of a letter's words, by which letters are compared. No word can be read from them."""

    letter = models.OneToOneField(Letter, null=True, on_delete=models.CASCADE, related_name="sketch")
    action = models.ForeignKey(LetterAction, on_delete=models.CASCADE, related_name="sketches")
    runs = models.BinaryField(help_text="Sorted 64-bit hashes of all runs of three words, eight octets each.")

    def __str__(self) -> str:
        return f"sketch {self.pk}"


class LetterBand(models.Model):
    """One band of a MinHash signature: two letters that share one are worth comparing."""

    sketch = models.ForeignKey(LetterSketch, on_delete=models.CASCADE, related_name="bands")
    value = models.BigIntegerField(help_text="Hash of the action, the band's number and its part of the signature.")

    class Meta:
        indexes = [models.Index(fields=("value", "sketch"), name="bands_by_value")]

    def __str__(self) -> str:
        return f"band of sketch {self.sketch_id}"
