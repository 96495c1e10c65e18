"""What this app knows of a group, and what becomes of it when the group becomes part of another."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from groups.belongings import Belonging, Ended, leave, register
from groups.enums import Left
from groups.models import (
    Activity,
    AgreementAcceptance,
    Booking,
    CommunityGroup,
    Download,
    Event,
    GroupMessage,
    GroupMessageChoice,
    GroupMessageTo,
    HandOver,
    Invitation,
    JoinRequest,
    Membership,
    Note,
    Notice,
)

OPEN_INVITATION = {"accepted_at": None, "declined_at": None, "withdrawn_at": None}
OPEN_OFFER = {"done_at": None, "ended_at": None}
STAYING = {
    "groups.change.group": "its own history",
    "groups.registration.group": "how it was registered",
    "groups.question.group": "what staff asked before it was approved",
    "groups.notduplicate.one": "found to be another than a third group",
    "groups.notduplicate.other": "found to be another than a third group",
    "groups.importrow.group": "the file that it came with",
    "groups.mergebatch.kept": "an earlier merge",
    "groups.mergebatch.merged": "an earlier merge",
}


def memberships(kept: CommunityGroup, gone: CommunityGroup, at: datetime) -> Ended:
    """Of somebody who has the same role in both, one goes on."""
    same = Membership.objects.live().filter(group=kept, person=OuterRef("person"), role=OuterRef("role"))
    rows = Membership.objects.live().filter(Exists(same), group=gone)
    return Ended(rows, {"until": at, "left": Left.MERGED}, {"until": None, "left": ""})


def invitations(kept: CommunityGroup, gone: CommunityGroup, at: datetime) -> Ended:
    same = Invitation.objects.filter(**OPEN_INVITATION, group=kept, address=OuterRef("address"), role=OuterRef("role"))
    rows = Invitation.objects.filter(Exists(same), **OPEN_INVITATION, group=gone)
    return Ended(rows, {"withdrawn_at": at}, {"withdrawn_at": None})


def join_requests(kept: CommunityGroup, gone: CommunityGroup, at: datetime) -> Ended:
    """Of somebody who asked both, or is in the one already."""
    same = JoinRequest.objects.filter(decided_at=None, group=kept, person=OuterRef("person"))
    there = Membership.objects.live().filter(group=kept, person=OuterRef("person"))
    rows = JoinRequest.objects.filter(Exists(same) | Exists(there), decided_at=None, group=gone)
    return Ended(rows, {"decided_at": at}, {"decided_at": None})


def hand_overs(kept: CommunityGroup, gone: CommunityGroup, at: datetime) -> Ended:
    """All that wait: whoever was to lead the one group never said that they would lead the other."""
    return Ended(HandOver.objects.filter(**OPEN_OFFER, group=gone), {"ended_at": at}, {"ended_at": None})


def notices(kept: CommunityGroup, gone: CommunityGroup, at: datetime) -> Ended:
    """The one that goes on is told of its own falls."""
    return Ended(Notice.objects.standing().filter(group=gone), {"over_at": at}, {"over_at": None})


def register_own() -> None:
    register(
        Belonging("Events, with their bookings", Event, is_first=True),
        Belonging("Places that its leaders asked for", Booking, field="by_group"),
        Belonging("Activities", Activity),
        Belonging("Roles of people", Membership, ended=memberships),
        Belonging("Invitations", Invitation, ended=invitations),
        Belonging("Requests to join", JoinRequest, ended=join_requests),
        Belonging("Offers of the leadership", HandOver, ended=hand_overs),
        Belonging("Messages to members", GroupMessage),
        Belonging("Messages of the charity", GroupMessageTo),
        Belonging("Choices about messages", GroupMessageChoice),
        Belonging("Versions of the agreement accepted", AgreementAcceptance),
        Belonging("Downloads", Download),
        Belonging("Warnings about its health", Notice, ended=notices),
        Belonging("Notes of staff", Note),
        Belonging("Groups that became part of it", CommunityGroup, field="merged_into"),
    )
    leave(STAYING)
