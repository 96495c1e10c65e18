"""Where nobody knows the signs: groups, agencies and constituencies; and the nearest groups with somebody who does.

Of groups their people of today count, wherever they learnt it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from groups.enums import GroupKind
from groups.models import CommunityGroup, Membership
from places.models import Constituency, Position
from places.selectors import places
from places.selectors.places import Near
from training import families
from training.models import Award, GroupInvited, Session

NEAREST, FAR = 10, 80.0  # how many, and within how many km
NEXT = 5  # sessions to which groups are invited from the screen of who is trained where


class Offer(NamedTuple):
    session: Session
    groups: list[int]  # the nearest first


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


def to_invite(session: Session, family: str, on: date) -> list[Near[CommunityGroup]]:
    """The nearest with nobody who knows these signs, that were not asked before and have not made the session."""
    position = session.event.position
    if position is None:
        return []
    others = groups_without(family, on).exclude(pk__in=left_out(session))
    return places.nearest(others, position=position, limit=NEAREST, within=FAR)


def left_out(session: Session) -> set[int]:
    own = [session.event.group_id] if session.event.group_id else []
    return {*own, *(each.group_id for each in invited(session))}


def invited(session: Session) -> list[GroupInvited]:
    """By name: those to whom the message still goes. Whoever changes a draft may take a group out of it."""
    rows = session.invited.select_related("group", "message").order_by("group__name", "pk")
    return still_named(rows)


def still_named(rows: Iterable[GroupInvited]) -> list[GroupInvited]:
    return [row for row in rows if row.group.slug in row.message.filter.get("named", ())]


def offers(family: str, on: date) -> list[Offer]:
    """The next sessions that teach these signs, each with the groups that would be invited to it."""
    wanted = Session.objects.to_come().full().filter(event__latitude__isnull=False).exclude(version__families="")
    if family != families.ANY:
        wanted = wanted.filter(version__families__contains=family)
    sessions = list(wanted.prefetch_related("invited__group", "invited__message")[:NEXT])
    if not sessions:
        return []
    rows = groups_without(family, on).filter(latitude__isnull=False).order_by()
    without: list[Any] = list(rows.values_list("pk", "latitude", "longitude"))
    return [Offer(session, nearest_of(session, without)) for session in sessions]


def nearest_of(session: Session, without: list[Any]) -> list[int]:
    """As to_invite finds them, of groups whose places are known."""
    north, east = session.event.latitude, session.event.longitude
    if north is None or east is None:
        return []
    centre = Position(north, east)
    gone = {row.group_id for row in still_named(session.invited.all())} | {session.event.group_id}
    measured = [(places.distance(centre, Position(*place)), pk) for pk, *place in without if pk not in gone]
    return [pk for km, pk in sorted(measured)[:NEAREST] if km <= FAR]


def seats_without(counted: dict[int, int]) -> QuerySet[Constituency]:
    current = Constituency.objects.current().select_related("region", "country").order_by("name")
    return current.exclude(pk__in=[seat for seat, number in counted.items() if number])
