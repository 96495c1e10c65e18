"""What becomes of somebody's part in groups when they are erased, and of requests that nobody confirmed."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from groups.enums import Left
from groups.models import (
    Activity,
    AgreementAcceptance,
    Change,
    CommunityGroup,
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
from groups.services import health, membership
from people.models import Address, Person
from people.services import erasure, people


def end_memberships(person: Person) -> int:
    """That somebody had a role, and from when until when, stays."""
    theirs = Membership.objects.filter(person=person)
    groups = list(CommunityGroup.objects.filter(pk__in=theirs.live().values("group")).order_by("pk"))
    for group in groups:
        membership.lock(group)
    theirs.live().update(until=timezone.now(), left=Left.ERASED)
    for group in groups:
        health.look_again(group)
    return theirs.update(reason="")


def end_invitations(person: Person) -> int:
    """Of those sent to their address, unless somebody else uses it."""
    if people.is_shared(person):
        return 0
    unanswered = {"accepted_at": None, "declined_at": None, "withdrawn_at": None}
    return Invitation.objects.filter(address=person.address_id, **unanswered).update(withdrawn_at=timezone.now())


def unsign_invitations(person: Person) -> int:
    return Invitation.objects.filter(by=person).update(by=None)


def forget_requests(person: Person) -> int:
    """Those that wait go; of the others nothing stays but that somebody asked, and what was decided."""
    theirs = JoinRequest.objects.filter(person=person)
    deleted, _ = theirs.filter(decided_at=None).delete()
    return deleted + theirs.update(note="")


def end_hand_overs(offers: QuerySet[HandOver]) -> int:
    return offers.filter(done_at=None, ended_at=None).update(ended_at=timezone.now())


def forget_registrations(person: Person) -> int:
    return Registration.objects.filter(person=person).update(answers={})


def unsign_activities(person: Person) -> int:
    return Activity.objects.filter(by=person).update(by=None)


def unsign_acceptances(person: Person) -> int:
    return AgreementAcceptance.objects.filter(by=person).update(by=None)


def unsign_decisions(person: Person) -> int:
    return ReportDecision.objects.filter(inviter=person).update(inviter=None, reason="")


def unsign_changes(person: Person) -> int:
    return Change.objects.filter(by_person=person).update(by_person=None, reason="")


def unsign_messages(person: Person) -> int:
    return GroupMessage.objects.filter(by_person=person).update(by_person=None)


def forget_readings(person: Person) -> int:
    return GroupMessageReading.objects.filter(person=person).delete()[0]


def forget_choices(person: Person) -> int:
    return GroupMessageChoice.objects.filter(person=person).delete()[0]


def unconfirmed_requests(before: datetime) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(confirmed_at=None, asked_at__lt=before)


@transaction.atomic
def forget_unconfirmed(pk: int, address_id: int, *, before: datetime) -> int:
    """Delete a request that nobody confirmed, with whoever is here for nothing else. Safe when called twice at once."""
    Address.objects.select_for_update().filter(pk=address_id).first()
    asked = unconfirmed_requests(before).select_related("person").filter(pk=pk).first()
    if asked is None:
        return 0
    person = asked.person
    asked.delete()
    erasure.forget_if_unused(person)
    return 1


def old_invitations(before: datetime) -> QuerySet[Invitation]:
    """Those that led to nothing. One that was reported stays: it keeps the group from asking again."""
    return Invitation.objects.filter(accepted_at=None, reported_at=None, expires_at__lt=before)


@transaction.atomic
def forget_invitation(pk: int, address_id: int, *, before: datetime) -> int:
    """With an address that nobody else uses."""
    Address.objects.select_for_update().filter(pk=address_id).first()
    deleted, _ = old_invitations(before).filter(pk=pk).delete()
    if deleted and not Invitation.objects.filter(address=address_id).exists():
        people.forget_address_if_unused(address_id)
    return deleted
