"""The kinds of message about how a group fares, to all who lead it."""

from mail.enums import WhenUncertain
from mail.kinds import Kind, register

AGAIN = WhenUncertain.SEND_AGAIN
LED = {"name": "Charlie Leader", "group": "ACTFORJUSTICE Leeds"}
FARES = {
    **LED,
    "health_path": "/groups/leeds/lead/health/",
    "dormant_on": "2027-05-26",
    "failing": [
        {
            "criterion": "Two activities in twelve months",
            "value": "1 activity",
            "threshold": "2 activities in 12 months",
        }
    ],
}
OWN = (
    Kind("group_warned", "Something is missing in your group", FARES, when_uncertain=AGAIN),
    Kind("group_reminded", "Something is still missing in your group", FARES, when_uncertain=AGAIN),
    Kind("group_dormant", "Your group is dormant", FARES, when_uncertain=AGAIN),
    Kind(
        "group_agreement_asked",
        "A new version of the agreement with groups",
        {**LED, "agreement_path": "/groups/leeds/lead/agreement/", "version": 3, "agree_by": "2027-05-26"},
        when_uncertain=AGAIN,
    ),
    Kind(
        "group_renewal_asked",
        "Does your group go on?",
        {**LED, "renewal_path": "/groups/leeds/lead/renewal/", "answer_by": "2027-05-26"},
        when_uncertain=AGAIN,
    ),
)


def register_own() -> None:
    register(*OWN)
