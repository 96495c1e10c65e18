"""The kinds of message about who belongs to a group."""

from mail.enums import WhenUncertain
from mail.kinds import Kind, register

AGAIN = WhenUncertain.SEND_AGAIN
GROUP = {"group": "ACTFORJUSTICE Leeds", "group_path": "/groups/leeds/"}
OWN = (
    Kind(
        "group_invitation",
        "Come and take part in a group",
        {
            **GROUP,
            "role": "Deputy leader",
            "inviter": "Charlie Leader",
            "expires_on": "2027-05-26",
            "invitation_path": "/groups/invitations/sample/",
            "report_path": "/groups/invitations/sample/report/",
        },
        when_uncertain=AGAIN,
    ),
    Kind(
        "group_join_confirm",
        "Confirm that you want to join a group",
        {**GROUP, "name": "Suzie Signer", "confirm_path": "/groups/join/sample/"},
        when_uncertain=AGAIN,
    ),
    Kind("group_member_before", "You belong to the group already", GROUP, when_uncertain=AGAIN),
    Kind(
        "group_join_requested",
        "Somebody wants to join your group",
        {**GROUP, "people_path": "/groups/leeds/lead/people/"},
        when_uncertain=AGAIN,
    ),
    Kind(
        "group_join_decided",
        "Your request to join a group",
        {**GROUP, "name": "Suzie Signer", "accepted": True},
        when_uncertain=AGAIN,
    ),
    Kind(
        "group_hand_over",
        "Will you lead the group?",
        {
            **GROUP,
            "giver": "Charlie Leader",
            "expires_on": "2027-05-26",
            "hand_over_path": "/groups/hand-over/sample/",
        },
        when_uncertain=AGAIN,
    ),
    Kind("group_handed_over", "You handed over the group", {**GROUP, "taker": "Priya Teacher"}, when_uncertain=AGAIN),
    Kind(
        "group_removed",
        "You were taken out of a group",
        {**GROUP, "role": "Member", "reason": "You asked us to, at the last meeting."},
        when_uncertain=AGAIN,
    ),
    Kind(
        "group_contact",
        "A message from your group's page",
        {
            **GROUP,
            "name": "Suzie Signer",
            "email": "suzie@example.org",
            "message": "When do you meet?\n\nI would like to come.",
        },
        when_uncertain=AGAIN,
        keeps_secret=True,
    ),
)


def register_own() -> None:
    register(*OWN)
