"""What this app holds about a person."""

from typing import Any

from django.db.models import QuerySet

from groups.enums import Role
from groups.models import (
    Activity,
    AgreementAcceptance,
    Booking,
    Change,
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
from groups.services import forgetting, membership, message_choices, seats
from people.holdings import Holding, Link, Withdrawal, register
from people.models import Person

WITH_THE_GROUP = "As long as the group."
NAMELESS = "That it was done and when, with no name."


def roles_of(person: Person) -> QuerySet[Membership]:
    return Membership.objects.filter(person=person).select_related("group", "person").order_by("-since", "-pk")


def page_of_group(row: Any, number: int) -> list[Link]:
    return [Link(f"The page of {row.group.name}", row.group.get_absolute_url())]


def leave(person: Person, key: int) -> bool:
    """The last leader of a group goes on until somebody else leads."""
    found = roles_of(person).filter(pk=key).first()
    try:
        return found is not None and membership.leave(found)
    except membership.LastLeader:
        return False


def may_leave(row: Any) -> bool:
    """A leader hands over, or leaves on the pages of their group, which say why they can't where they can't."""
    return row.until is None and row.role != Role.LEADER


def stop_messages(person: Person, key: int) -> bool:
    found = GroupMessageChoice.objects.select_related("person__merged_into").filter(person=person, pk=key).first()
    return found is not None and message_choices.stop(found)


def offers(**whose: Person) -> QuerySet[HandOver]:
    return HandOver.objects.filter(**whose).select_related("group").order_by("-offered_at")


def export_offer(row: Any) -> dict[str, Any]:
    return {
        "group": row.group.name,
        "offered_at": row.offered_at,
        "until": row.expires_at,
        "done_at": row.done_at,
        "ended_at": row.ended_at,
    }


def export_invitation(row: Any) -> dict[str, Any]:
    return {
        "group": row.group.name,
        "role": row.get_role_display(),
        "sent_at": row.sent_at,
        "until": row.expires_at,
        "accepted_at": row.accepted_at,
        "declined_at": row.declined_at,
        "withdrawn_at": row.withdrawn_at,
        "reported_at": row.reported_at,
    }


BELONGING = (
    Holding(
        model=Membership,
        title="Your part in groups",
        why="To know who leads a group and who takes part, and that groups with young people are led by adults.",
        retention=WITH_THE_GROUP,
        stays="That somebody had a role, and from when until when, with no name.",
        rows=roles_of,
        export=lambda row: {
            "group": row.group.name,
            "role": row.get_role_display(),
            "eighteen_or_over": row.is_adult,
            "since": row.since,
            "until": row.until,
            "how_it_ended": row.get_left_display(),
            "reason": row.reason,
        },
        erase=forgetting.end_memberships,
        moves="person",
        withdrawal=Withdrawal(
            label="Leave this group",
            may=may_leave,
            do=leave,
            warning="Those who lead it are not told why. You may ask to join again.",
        ),
        links=page_of_group,
    ),
    Holding(
        model=JoinRequest,
        title="Groups you asked to join",
        why="So that those who lead the group can decide.",
        retention="Unconfirmed: 30 days. Else as long as the group; what you wrote goes when they decide.",
        stays="That somebody asked and what was decided, with no name.",
        rows=lambda person: JoinRequest.objects.filter(person=person).select_related("group").order_by("-asked_at"),
        export=lambda row: {
            "group": row.group.name,
            "eighteen_or_over": row.is_adult,
            "what_you_wrote": row.note,
            "asked_at": row.asked_at,
            "confirmed_at": row.confirmed_at,
            "decided_at": row.decided_at,
            "taken_in": row.was_accepted,
        },
        erase=forgetting.forget_requests,
        moves="person",
    ),
    Holding(
        model=Invitation,
        title="Invitations to groups",
        why="So that you decide whether you take part, and are not asked again where you don't want it.",
        retention="30 days after they end without an answer; else as long as the group.",
        stays="That somebody was invited and what they answered, with no name or address.",
        rows=lambda person: Invitation.objects.filter(address=person.address_id).select_related("group"),
        export=export_invitation,
        erase=forgetting.end_invitations,
    ),
    Holding(
        model=Invitation,
        title="Invitations you sent",
        why="To say in the message who invites, and to look into reports.",
        retention=WITH_THE_GROUP,
        stays="That the group invited somebody, without who in it did.",
        rows=lambda person: Invitation.objects.filter(by=person).select_related("group"),
        export=lambda row: {"group": row.group.name, "role": row.get_role_display(), "sent_at": row.sent_at},
        erase=forgetting.unsign_invitations,
        moves="by",
    ),
    Holding(
        model=ReportDecision,
        title="Reports about invitations you sent",
        why="So that whoever does not want to be asked is left in peace.",
        retention=WITH_THE_GROUP,
        stays="That a report was decided, without whom it was about or why.",
        rows=lambda person: ReportDecision.objects.filter(inviter=person).select_related("invitation__group"),
        export=lambda row: {
            "group": row.invitation.group.name,
            "decided_at": row.at,
            "you_may_invite_nobody": row.stops and row.lifted_at is None,
            "why": row.reason,
            "lifted_at": row.lifted_at,
        },
        erase=forgetting.unsign_decisions,
        moves="inviter",
    ),
    Holding(
        model=HandOver,
        title="Groups you wanted to hand over",
        why="So that the leadership changes when both want it, and not before.",
        retention=WITH_THE_GROUP,
        stays=NAMELESS,
        rows=lambda person: offers(giver=person),
        export=export_offer,
        erase=lambda person: forgetting.end_hand_overs(offers(giver=person)),
        moves="giver",
    ),
    Holding(
        model=HandOver,
        title="Groups you were asked to lead",
        why="So that the leadership changes when both want it, and not before.",
        retention=WITH_THE_GROUP,
        stays=NAMELESS,
        rows=lambda person: offers(taker=person),
        export=export_offer,
        erase=lambda person: forgetting.end_hand_overs(offers(taker=person)),
        moves="taker",
    ),
)
DOING = (
    Holding(
        model=Registration,
        title="Groups you registered",
        why="To decide whether the group can begin, and to ask you what is missing.",
        retention="Not sent in: 30 days. Else as long as the group; what you typed goes when it is decided.",
        stays="That a group was registered and when, without what was typed.",
        rows=lambda person: Registration.objects.filter(person=person).select_related("group"),
        export=lambda row: {
            "group": row.group.name,
            "what_you_typed": row.answers,
            "started_at": row.started_at,
            "confirmed_at": row.verified_at,
            "sent_in_at": row.submitted_at,
        },
        erase=forgetting.forget_registrations,
        moves="person",
    ),
    Holding(
        model=Booking,
        title="Your places at events",
        why="To keep a place for you, and to tell you of changes.",
        retention="Until 13 months after the event; a request that nobody confirmed 30 days.",
        stays="That somebody had a place, with no name.",
        rows=lambda person: (
            Booking.objects.filter(person=person).select_related("event", "by_group").order_by("-asked_at")
        ),
        export=lambda row: {
            "event": row.event.title,
            "state": row.get_state_display(),
            "asked_at": row.asked_at,
            "waiting_since": row.queued_at,
            "offered_until": row.offered_until,
            "reminded_at": row.reminded_at,
            "asked_for_by_a_leader_of": str(row.by_group) if row.by_group else "",
            "came": row.came,
        },
        erase=lambda person: seats.cancel_all_of(person.pk),
        moves="person",
        links=lambda row, number: [Link("The page of the event", row.event.get_absolute_url())],
    ),
    Holding(
        model=AgreementAcceptance,
        title="Agreements you accepted for a group",
        why="To show that the group agreed to our rules, and when.",
        retention=WITH_THE_GROUP,
        stays=NAMELESS,
        rows=lambda person: AgreementAcceptance.objects.filter(by=person).select_related("group", "agreement"),
        export=lambda row: {"group": row.group.name, "version": row.agreement.version, "at": row.at},
        erase=forgetting.unsign_acceptances,
        moves="by",
    ),
    Holding(
        model=Activity,
        title="Activities you wrote down for a group",
        why="To show what groups achieve.",
        retention=WITH_THE_GROUP,
        stays="What the group did, without who wrote it down.",
        rows=lambda person: Activity.objects.filter(by=person).select_related("group"),
        export=lambda row: {"group": row.group.name, "on": row.on, "title": row.title, "written_at": row.at},
        erase=forgetting.unsign_activities,
        moves="by",
    ),
    Holding(
        model=Change,
        title="Steps of a group that you took",
        why="To show how a group came to be what it is.",
        retention=WITH_THE_GROUP,
        stays=NAMELESS,
        rows=lambda person: Change.objects.filter(by_person=person).select_related("group"),
        export=lambda row: {"group": row.group.name, "to": row.get_after_display(), "at": row.at, "why": row.reason},
        erase=forgetting.unsign_changes,
        moves="by_person",
    ),
    Holding(
        model=GroupMessage,
        title="Messages you wrote to the members of a group",
        why="So that staff can look at a first message before it leaves, and see what was sent.",
        retention=WITH_THE_GROUP,
        stays="The message, without who wrote it.",
        rows=lambda person: GroupMessage.objects.filter(by_person=person),
        export=lambda row: {
            "subject": row.subject,
            "message": row.body,
            "written_at": row.created_at,
            "sent_at": row.sent_at,
        },
        erase=forgetting.unsign_messages,
        moves="by_person",
    ),
    Holding(
        model=GroupMessageReading,
        title="Messages of the charity that you read",
        why="To show you which you have not read yet.",
        retention=WITH_THE_GROUP,
        rows=lambda person: GroupMessageReading.objects.filter(person=person).select_related("message"),
        export=lambda row: {"message": row.message.subject, "read_at": row.at},
        erase=forgetting.forget_readings,
        moves="person",
    ),
    Holding(
        model=GroupMessageChoice,
        title="Messages of your groups",
        why="So that you get what those who lead your groups write, or not, as you chose.",
        retention=WITH_THE_GROUP,
        rows=lambda person: GroupMessageChoice.objects.filter(person=person).select_related("group", "person"),
        export=lambda row: {"group": row.group.name, "since": row.since, "stopped_at": row.stopped_at},
        erase=forgetting.forget_choices,
        moves="person",
        withdrawal=Withdrawal(
            label="Stop these messages",
            may=lambda row: row.stopped_at is None,
            do=stop_messages,
            warning="Those who lead the group are not told. You stay in it.",
        ),
        links=page_of_group,
    ),
)


def register_own() -> None:
    register(*BELONGING, *DOING)
