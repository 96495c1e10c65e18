from django.db import models
from django.db.models import Q
from django.utils import timezone

from campaigns.models.petition import Petition


class PetitionTotal(models.Model):
    """The folded count of a petition, in a row of its own so that editing the petition never writes a count."""

    petition = models.OneToOneField(Petition, on_delete=models.CASCADE, related_name="total", primary_key=True)
    counted = models.PositiveBigIntegerField(default=0)
    without_constituency = models.PositiveBigIntegerField(default=0)
    without_group = models.PositiveBigIntegerField(default=0)
    on_paper = models.PositiveIntegerField(default=0, help_text="Approved on sheets of paper; beside what is counted.")
    folded_at = models.DateTimeField(null=True, help_text="When deltas were last folded into it.")

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


class CountryTotal(models.Model):
    """The folded count of a petition in one country."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="country_totals")
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2.")
    counted = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("petition", "country"), name="one_total_for_each_country_of_a_petition")
        ]

    def __str__(self) -> str:
        return f"{self.counted} for petition {self.petition_id} in {self.country}"


class GroupTotal(models.Model):
    """The folded count of a petition that came by the link of one group."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="group_totals")
    group = models.ForeignKey("groups.CommunityGroup", on_delete=models.PROTECT, related_name="+")
    counted = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("petition", "group"), name="one_total_for_each_group_of_a_petition")
        ]

    def __str__(self) -> str:
        return f"{self.counted} for petition {self.petition_id} by group {self.group_id}"


class HourTotal(models.Model):
    """By how much the count of a petition changed in one hour. More may have been withdrawn than confirmed."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="hour_totals")
    hour = models.DateTimeField(help_text="Its beginning, UTC.")
    change = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("petition", "hour"), name="one_total_for_each_hour_of_a_petition")
        ]

    def __str__(self) -> str:
        return f"{self.change:+d} for petition {self.petition_id} at {self.hour:%Y-%m-%d %H}"


class CountRepair(models.Model):
    """A total that `check_counts` found wrong and put right, with the reason that was given for it."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="repairs")
    what = models.CharField(max_length=120, help_text="Which total.")
    was = models.BigIntegerField()
    now = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.what} of petition {self.petition_id}: {self.was} to {self.now}"


class SignatureDeltaQuerySet(models.QuerySet["SignatureDelta"]):
    def waiting(self) -> "SignatureDeltaQuerySet":
        """Those that no total has yet."""
        return self.filter(folded=False)


class SignatureDelta(models.Model):
    """One change of a count, written in the transaction that made it and folded into the totals later, once."""

    # Without an index: each makes confirming and folding slower, and deltas are read by their number alone.
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+", db_index=False)
    constituency = models.ForeignKey(
        "places.Constituency", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    country = models.CharField(max_length=2, default="GB")
    group = models.ForeignKey(
        "groups.CommunityGroup", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    amount = models.SmallIntegerField()
    folded = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SignatureDeltaQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("id",), condition=Q(folded=False), name="deltas_that_wait_for_folding")]
        constraints = [models.CheckConstraint(condition=Q(amount__in=(1, -1)), name="a_delta_is_one_more_or_one_less")]

    def __str__(self) -> str:
        return f"{self.amount:+d} for petition {self.petition_id}"
