"""Where nobody knows the signs: groups, agencies and constituencies; and the nearest groups with somebody who does.

Of groups their people of today count, wherever they learnt it.
"""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from groups.enums import GroupKind
from groups.models import CommunityGroup, Membership
from places.models import Constituency, Position
from places.selectors import places
from places.selectors.places import Near
from training import families
from training.models import Award, Session

NEAREST, FAR = 10, 80.0  # how many, and within how many km


def trained_in(family: str, on: date) -> QuerySet[Membership]:
    """Live memberships of whoever knows these signs."""
    teaching = Award.objects.exclude(families="")
    if family != families.ANY:
        teaching = teaching.filter(families__contains=family)
    counting = teaching.filter(person=OuterRef("person")).counting_on(on)
    return Membership.objects.live().filter(Exists(counting))


def groups_with(family: str, on: date) -> QuerySet[CommunityGroup]:
    return CommunityGroup.objects.listed().filter(Exists(trained_in(family, on).filter(group=OuterRef("pk"))))


def groups_without(family: str, on: date) -> QuerySet[CommunityGroup]:
    """Approved, dormant ones too: they need it most."""
    return CommunityGroup.objects.approved().filter(~Exists(trained_in(family, on).filter(group=OuterRef("pk"))))


def agencies_without(family: str, on: date) -> QuerySet[CommunityGroup]:
    return groups_without(family, on).filter(kind=GroupKind.TRAINED)


def nearest_with(family: str, position: Position, on: date) -> list[Near[CommunityGroup]]:
    return places.nearest(groups_with(family, on), position=position, limit=NEAREST, within=FAR)


def to_invite(session: Session, family: str, position: Position, on: date) -> list[Near[CommunityGroup]]:
    """The nearest with nobody who knows these signs, that were not asked before and have not made the session."""
    found = groups_without(family, on).exclude(pk__in=session.invited.values("group"))
    others = found.exclude(pk=session.event.group_id) if session.event.group_id else found
    return places.nearest(others, position=position, limit=NEAREST, within=FAR)


def seats_without(counted: dict[int, int]) -> QuerySet[Constituency]:
    current = Constituency.objects.current().select_related("region", "country").order_by("name")
    return current.exclude(pk__in=[seat for seat, number in counted.items() if number])
