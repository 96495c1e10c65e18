import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Address(models.Model):
    """An e-mail address apart from whoever uses it: suppression and confirmation belong to it."""

    canonical = models.CharField(max_length=254, unique=True, help_text="What makes two spellings the same mailbox.")
    typed = models.EmailField(max_length=254, help_text="As its owner typed it: this is what is written to.")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When its owner first answered a message.")
    token = models.CharField(
        max_length=43,
        unique=True,
        default=secrets.token_urlsafe,
        editable=False,
        help_text="In the links that lead to mail choices.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return f"address {self.pk}"  # not the address itself: this text reaches logs


class PersonQuerySet(models.QuerySet["Person"]):
    def known(self) -> "PersonQuerySet":
        """Neither erased nor found to be somebody else."""
        return self.filter(erased_at=None, merged_into=None)


class Person(models.Model):
    """Somebody we know of. At most two share an address; neither needs a login."""

    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="people")
    slot = models.PositiveSmallIntegerField(default=1, help_text="1, or 2 for the second person of a shared address.")
    name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    active_at = models.DateTimeField(
        default=timezone.now, db_index=True, help_text="When they last did something that shows they want to be here."
    )
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When they were asked whether to keep their data.")
    erased_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        help_text="Who they turned out to be.",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        indexes = [models.Index(fields=("address",), condition=Q(slot=2), name="people_who_share_an_address")]
        constraints = [
            models.UniqueConstraint(fields=("address", "slot"), name="one_person_for_each_slot_of_an_address"),
            models.CheckConstraint(condition=Q(slot__in=(1, 2)), name="at_most_two_people_share_an_address"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"
