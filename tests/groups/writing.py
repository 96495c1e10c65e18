"""Messages to groups and to their members, for tests. Charlie leads the Leeds group; Morgan writes and Dele sends."""

from typing import Any

from django.utils import timezone

from groups.audience import Audience
from groups.enums import Role
from groups.models import CommunityGroup, GroupMessage
from groups.services import membership, messages
from mail.models import Delivery
from people.models import Address, User
from people.services import people
from tests import factories
from tests.groups import people as cast

WORDS = {"subject": "Come on Thursday", "body": "We meet at seven.\n\nBring a friend."}


def member(group: CommunityGroup, email: str, *, is_adult: bool = True) -> None:
    """Somebody of this name at example.org, who confirmed their address."""
    person = people.meet(email=f"{email}@example.org", name=email).person
    membership.give(group=group, person=person, role=Role.MEMBER, is_adult=is_adult)
    confirm()


def leader(group: CommunityGroup, name: str = "charlie") -> None:
    cast.give(group, name, Role.LEADER)
    confirm()


def confirm() -> None:
    Address.objects.filter(confirmed_at=None).update(confirmed_at=timezone.now())


def to_members(group: CommunityGroup, *, by: str = "charlie", **more: Any) -> GroupMessage:
    return messages.write_to_members(group=group, by=cast.person(by), **{**WORDS, **more})


def trusted(group: CommunityGroup, by: User) -> GroupMessage:
    """The first message of the group, let out by staff."""
    first = to_members(group, subject="The first")
    messages.approve(first, by=by)
    first.refresh_from_db()
    return first


def to_leaders(by: User | None = None, **audience: Any) -> GroupMessage:
    writer = by or factories.user("writer", groups=("Group coordinators",))
    return messages.draft(by=writer, audience=Audience(**audience), **WORDS)


def given_out(by: User, **audience: Any) -> GroupMessage:
    made = to_leaders(**audience)
    messages.send(made, by=by)
    made.refresh_from_db()
    return made


def queued(message: GroupMessage) -> list[str]:
    """To whom it was written down, in order."""
    rows = Delivery.objects.filter(kind__in=(messages.TO_LEADERS, messages.TO_MEMBERS), context__message=message.pk)
    return sorted(rows.values_list("address__canonical", flat=True))
