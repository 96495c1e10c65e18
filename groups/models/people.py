import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from groups.enums import LEADING, Left, Role
from groups.models.group import CommunityGroup


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> "MembershipQuerySet":
        return self.filter(until=None)

    def leading(self) -> "MembershipQuerySet":
        return self.live().filter(role__in=LEADING)


class Membership(models.Model):
    """A role of a person in a group, from when until when. Somebody may have several roles. Only ever ended."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    is_adult = models.BooleanField(default=True, help_text="18 or over; nobody younger leads.")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    left = models.CharField(max_length=20, choices=Left, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Of whoever took them out. Its subject may see it.")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("role", "since")
        constraints = [
            models.UniqueConstraint(
                fields=("group", "person", "role"), condition=Q(until=None), name="somebody_has_a_role_in_a_group_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="a_membership_has_a_known_role"),
            models.CheckConstraint(
                condition=Q(is_adult=True) | Q(role=Role.MEMBER), name="whoever_has_a_duty_in_a_group_is_an_adult"
            ),
            models.CheckConstraint(
                condition=Q(until=None, left="") | (Q(until__isnull=False) & ~Q(left="")), name="whoever_left_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class Invitation(models.Model):
    """To take a role in a group, by mail. Its link opens a page with a button; nothing happens before."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="invitations")
    address = models.ForeignKey("people.Address", on_delete=models.CASCADE, related_name="group_invitations")
    role = models.CharField(max_length=20, choices=Role)
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True, help_text="When its reader said they did not want it.")

    class Meta:
        ordering = ("-sent_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("group", "address", "role"),
                condition=Q(accepted_at=None, declined_at=None, withdrawn_at=None),
                name="one_open_invitation_of_an_address_to_a_role",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        is_answered = self.accepted_at or self.declined_at or self.withdrawn_at
        return not is_answered and self.expires_at > timezone.now()


class ReportDecisionQuerySet(models.QuerySet["ReportDecision"]):
    def in_force(self) -> "ReportDecisionQuerySet":
        """Those by which somebody may invite nobody."""
        return self.filter(stops=True, lifted_at=None)


class ReportDecision(models.Model):
    """What staff decided about an invitation that its reader did not want. Lifted where it was wrong, never deleted."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="decision")
    stops = models.BooleanField(help_text="Whoever sent it may invite nobody any more, to any group.")
    inviter = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReportDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"decision {self.pk}"


class JoinRequest(models.Model):
    """Of somebody who would like to be a member; confirmed from their address, then decided by a leader."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="join_requests")
    is_adult = models.BooleanField(help_text="18 or over; otherwise 13 to 17.")
    note = models.CharField(max_length=500, blank=True)
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    was_accepted = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("group", "person"), condition=Q(decided_at=None), name="one_open_request_to_join_of_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"request to join {self.pk}"


class HandOver(models.Model):
    """Of the leadership from one person to another: done once both have said so."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="hand_overs")
    giver = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    offered_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When either of them said no.")

    class Meta:
        ordering = ("-offered_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("group", "giver"),
                condition=Q(done_at=None, ended_at=None),
                name="one_open_hand_over_of_a_leader",
            ),
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="a_hand_over_is_between_two_people"),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"
