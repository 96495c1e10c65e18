from django.db import models
from django.db.models import Q
from django.utils import timezone

from campaigns.enums import Judgement, RuleKind
from campaigns.models.petition import Petition
from campaigns.models.signature import Signature


class FraudRuleQuerySet(models.QuerySet["FraudRule"]):
    def in_force(self) -> "FraudRuleQuerySet":
        return self.filter(until=None).order_by("order", "name")


class FraudRule(models.Model):
    """One version of a rule that judges signatures before any message goes out. A change makes the next version."""

    name = models.SlugField(max_length=40, help_text='For example "ip-burst". The public totals name it.')
    version = models.PositiveIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=100, help_text="The first rule that finds something decides.")
    kind = models.CharField(max_length=20, choices=RuleKind)
    parameters = models.JSONField(default=dict, help_text="As its kind says: a quota and seconds, or a list.")
    judgement = models.CharField(max_length=10, choices=Judgement, default=Judgement.HELD)
    why = models.CharField(max_length=300, blank=True, help_text="Why this version came to be.")
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = FraudRuleQuerySet.as_manager()

    class Meta:
        ordering = ("order", "name", "-version")
        constraints = [
            models.UniqueConstraint(fields=("name", "version"), name="one_rule_for_each_version_of_a_name"),
            models.UniqueConstraint(
                fields=("name",), condition=Q(until=None), name="one_version_of_each_rule_is_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class AllowedNetwork(models.Model):
    """An internet address that many share, as a school's or a charity's: rules by address don't judge it."""

    network = models.CharField(max_length=49, help_text="An address or a range, for example 192.0.2.0/24.")
    label = models.CharField(max_length=120, help_text="Whose it is.")
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("label",)
        constraints = [models.UniqueConstraint(fields=("network",), name="each_network_is_allowed_once")]

    def __str__(self) -> str:
        return f"{self.label}, {self.network}"


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def held_by(self, rule: str) -> "AttemptQuerySet":
        return self.filter(judgement=Judgement.HELD, rule__name=rule)


class Attempt(models.Model):
    """One time that somebody tried to sign, as the rules saw it: keyed hashes alone, kept for 30 days."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="attempts", db_index=False)
    signature = models.ForeignKey(Signature, null=True, on_delete=models.SET_NULL, related_name="attempts")
    ip = models.CharField(max_length=64, blank=True, help_text="Keyed hash of the IPv4 address or the IPv6 /64.")
    network = models.CharField(max_length=64, blank=True, help_text="Keyed hash of the IPv4 /24 or the IPv6 /48.")
    domain = models.CharField(max_length=255, help_text="Of the e-mail address.")
    name = models.CharField(max_length=64, help_text="Keyed hash of the name.")
    country = models.CharField(max_length=2)
    place = models.CharField(max_length=20, blank=True, help_text="What is known of the postcode.")
    is_allowed = models.BooleanField(default=False, help_text="From an allowed network.")
    is_proven = models.BooleanField(default=False, help_text="With a proof of work, which rules by rate let pass.")
    judgement = models.CharField(max_length=10, choices=Judgement)
    rule = models.ForeignKey(FraudRule, null=True, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField(default=timezone.now)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("petition", "ip", "at"), name="attempts_by_ip"),
            models.Index(fields=("petition", "network", "at"), name="attempts_by_network"),
            models.Index(fields=("petition", "domain", "at"), name="attempts_by_domain"),
            models.Index(fields=("petition", "name", "at"), name="attempts_by_name"),
            models.Index(fields=("at",), name="attempts_by_age"),
            models.Index(
                fields=("petition", "at"), condition=Q(judgement=Judgement.HELD), name="attempts_that_were_held"
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class RuleTotal(models.Model):
    """How many attempts a rule judged on one day: what stays of them when they are deleted."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="rule_totals")
    rule = models.CharField(max_length=40, blank=True, help_text="Its name; empty for those that no rule stopped.")
    judgement = models.CharField(max_length=10, choices=Judgement)
    day = models.DateField()
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("petition", "rule", "judgement", "day"), name="one_total_for_each_rule_judgement_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule or 'no rule'} {self.judgement} {self.number} on {self.day}"


class SpentChallenge(models.Model):
    """A challenge whose solution came with a signature, kept until it is over, so that no other comes with it."""

    challenge = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("challenge",), name="each_challenge_is_spent_once")]

    def __str__(self) -> str:
        return f"spent challenge {self.pk}"


class TallyMark(models.Model):
    """Up to when attempts are in the totals of rules: one row. What is older is never added again."""

    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"counted until {self.until:%Y-%m-%d %H:%M}"


class RuleReplay(models.Model):
    """A question of staff: what a rule, perhaps a changed one, would have made of the attempts that are still kept."""

    rule = models.ForeignKey(FraudRule, on_delete=models.PROTECT, related_name="replays")
    petition = models.ForeignKey(
        Petition, null=True, on_delete=models.CASCADE, related_name="replays", help_text="Empty: all."
    )
    parameters = models.JSONField(default=dict)
    judgement = models.CharField(max_length=10, choices=Judgement)
    order = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict, help_text="Numbers, and the keys of attempts that would differ.")

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes = [
            models.Index(fields=("asked_at",), condition=Q(finished_at=None), name="replays_that_wait"),
        ]

    def __str__(self) -> str:
        return f"replay {self.pk}"
