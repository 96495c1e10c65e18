"""Groups and the people in them, for tests. Charlie leads the Leeds group."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from groups.enums import ActivityKind, BookingState, GroupState, Role
from groups.models import (
    Activity,
    Agreement,
    AgreementAcceptance,
    Booking,
    Change,
    CommunityGroup,
    Event,
    GroupMessage,
    GroupMessageChoice,
    GroupMessageReading,
    HandOver,
    Invitation,
    JoinRequest,
    Membership,
    Registration,
    ReportDecision,
)
from groups.services import membership
from mail.models import Delivery
from people.models import Person
from people.services import people

NAMES = {
    "suzie": "Suzie Signer",
    "charlie": "Charlie Leader",
    "priya": "Priya Teacher",
    "morgan": "Morgan Editor",
    "dele": "Dele Approver",
    "mallory": "Mallory Meddler",
}


def group(town: str = "Leeds", **fields: Any) -> CommunityGroup:
    return CommunityGroup.objects.create(
        **{
            "name": f"ACTFORJUSTICE {town}",
            "slug": town.lower(),
            "town": town,
            "state": GroupState.APPROVED,
            "latitude": 53.80,
            "longitude": -1.55,
            **fields,
        }
    )


def person(name: str) -> Person:
    return people.meet(email=f"{name}@example.org", name=NAMES[name]).person


def give(group: CommunityGroup, name: str, role: str = Role.MEMBER, *, is_adult: bool = True) -> Membership:
    return membership.give(group=group, person=person(name), role=role, is_adult=is_adult)


def leading(group: CommunityGroup, name: str = "charlie", role: str = Role.LEADER) -> Client:
    """The browser of somebody who leads the group and has signed in."""
    held = give(group, name, role)
    browser = Client()
    browser.force_login(held.person.user)
    return browser


def reported(group: CommunityGroup, *, to: str = "mallory", by: str = "charlie") -> Invitation:
    """An invitation that its reader did not want."""
    give(group, by, Role.LEADER)
    made = membership.invite(group=group, email=f"{to}@example.org", role=Role.MEMBER, by=person(by))
    assert made is not None
    membership.report(made)
    return made


def told(kind: str) -> list[str]:
    """To whom messages of this kind were written down, in order."""
    return list(Delivery.objects.filter(kind=kind).order_by("pk").values_list("address__canonical", flat=True))


def everything_about(owner: Person) -> CommunityGroup:
    """A row about them in every table of groups that can have one."""
    leeds, now = group(), timezone.now()
    charlie = person("charlie")
    held = membership.give(group=leeds, person=owner, role=Role.DEPUTY)
    Membership.objects.filter(pk=held.pk).update(reason="Suzie said so.")
    JoinRequest.objects.create(group=leeds, person=owner, is_adult=True, note="I am Suzie.", decided_at=now)
    Invitation.objects.create(group=leeds, address=owner.address, role=Role.TRAINER, by=owner, expires_at=now)
    ReportDecision.objects.create(
        invitation=Invitation.objects.get(), inviter=owner, stops=True, reason="Suzie asked a stranger."
    )
    HandOver.objects.create(group=leeds, giver=owner, taker=charlie, expires_at=now)
    HandOver.objects.create(group=leeds, giver=charlie, taker=owner, expires_at=now)
    Registration.objects.create(group=leeds, address=owner.address, person=owner, answers={"you": {"name": "Suzie"}})
    soon = now + timedelta(days=1)
    event = Event.objects.create(title="A stall", slug="stall", starts_at=soon, ends_at=soon + timedelta(hours=1))
    Booking.objects.create(event=event, person=owner, state=BookingState.BOOKED)
    agreement = Agreement.objects.create(version=1_000, text="We agree.", published_at=now)
    AgreementAcceptance.objects.create(group=leeds, agreement=agreement, by=owner)
    Activity.objects.create(group=leeds, kind=ActivityKind.STALL, on=now.date(), title="A stall", by=owner)
    Change.objects.create(group=leeds, after=GroupState.SUBMITTED, by_person=owner, reason="Suzie sent it in.")
    message = GroupMessage.objects.create(group=leeds, subject="Come", body="Come on Monday.", by_person=owner)
    GroupMessageReading.objects.create(message=message, person=owner)
    GroupMessageChoice.objects.create(group=leeds, person=owner)
    return leeds
