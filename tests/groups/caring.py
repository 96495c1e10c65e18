"""A group of the Leeds people, whose days tests choose."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from groups.enums import ActivityKind, Left, Role
from groups.models import Activity, Agreement, CommunityGroup, Membership
from people.models import Person, User
from people.services import people


def at(day: date, hour: int = 12) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def group(slug: str = "leeds", *, approved_on: date, **fields: Any) -> CommunityGroup:
    return CommunityGroup.objects.create(
        name=f"ACTFORJUSTICE {slug.title()}", slug=slug, approved_at=at(approved_on), **fields
    )


def person(name: str) -> Person:
    return people.meet(email=f"{name.lower()}@example.org", name=name).person


def member(group: CommunityGroup, name: str, role: Role = Role.LEADER, *, since: date) -> Membership:
    return Membership.objects.create(group=group, person=person(name), role=role, since=at(since))


def leave(membership: Membership, on: date) -> None:
    membership.until, membership.left = at(on), Left.LEFT
    membership.save()


def active(group: CommunityGroup, *days: date) -> None:
    for day in days:
        Activity.objects.create(group=group, kind=ActivityKind.STALL, on=day, title="A stall")


def agreement(version: int, published_on: date) -> Agreement:
    return Agreement.objects.create(version=version, text="We keep people safe.", published_at=at(published_on))


def login(name: str) -> User:
    """Of the person of that name."""
    found, _ = User.objects.get_or_create(
        person=person(name), defaults={"email": f"{name.lower()}@example.org", "first_name": name}
    )
    return found
