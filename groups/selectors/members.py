"""Who is in a group, and who waits to be."""

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from groups.enums import Role
from groups.models import CommunityGroup, HandOver, Invitation, JoinRequest, Membership
from people.models import Person

IN_ORDER = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(Role.values)))


def of(group: CommunityGroup) -> QuerySet[Membership]:
    """Leaders first, and members last."""
    live = group.memberships.live().select_related("person", "group")
    return live.order_by(IN_ORDER, "person__name", "pk")


def may_lead(group: CommunityGroup) -> QuerySet[Person]:
    """The adults in it, by name."""
    live = Membership.objects.live().filter(group=group)
    young = live.filter(is_adult=False).values("person")
    return Person.objects.filter(pk__in=live.values("person")).exclude(pk__in=young).order_by("name", "pk")


def requests(group: CommunityGroup) -> QuerySet[JoinRequest]:
    """Those that wait for a decision, the oldest first."""
    waiting = group.join_requests.filter(decided_at=None, confirmed_at__isnull=False)
    return waiting.select_related("person").order_by("asked_at", "pk")


def invitations(group: CommunityGroup) -> QuerySet[Invitation]:
    """Those that can still be answered, the newest first."""
    unanswered = group.invitations.filter(accepted_at=None, declined_at=None, withdrawn_at=None)
    return unanswered.filter(expires_at__gt=timezone.now()).select_related("address").order_by("-sent_at", "-pk")


def offers(group: CommunityGroup) -> QuerySet[HandOver]:
    unanswered = group.hand_overs.filter(done_at=None, ended_at=None, expires_at__gt=timezone.now())
    return unanswered.select_related("giver", "taker")
