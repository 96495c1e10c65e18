"""The kinds of message about registering a group, and about what becomes of it."""

from mail.enums import WhenUncertain
from mail.kinds import Kind, register

AGAIN = WhenUncertain.SEND_AGAIN
BACK = "/groups/register/sample/"
STARTED = {"name": "Charlie Leader", "path": BACK}
APPLIED = {"group": "ACTFORJUSTICE Leeds", "path": BACK, "reason": ""}
DECIDED = {"group": "ACTFORJUSTICE Leeds", "path": "/groups/leeds/", "reason": "Welcome."}
OWN = (
    Kind("confirm_registration", "Confirm your address to register a group", STARTED, when_uncertain=AGAIN),
    Kind("resume_registration", "Go on with registering your group", STARTED, when_uncertain=AGAIN),
    Kind("registration_received", "Your group was sent in", APPLIED),
    Kind(
        "registration_question",
        "A question about your group",
        {**APPLIED, "reason": "In which town does your group meet?"},
    ),
    Kind(
        "registration_reminder",
        "Our question about your group is still open",
        {**APPLIED, "reason": "In which town does your group meet?", "answer_by": "2027-05-26"},
    ),
    Kind("registration_unanswered", "Your registration ended without an answer", APPLIED),
    Kind("registration_approved", "Your group is approved", DECIDED),
    Kind(
        "registration_rejected",
        "Your group was not approved",
        {**APPLIED, "reason": "It has the aims of a political party."},
    ),
    Kind(
        "event_words_decided",
        "What your group wrote about an event was read",
        {
            "group": "ACTFORJUSTICE Leeds",
            "when": "Thursday 10 December 2026, 19:00 to 21:00",
            "accepted": False,
            "reason": "It tells of somebody in danger. Ring the police.",
            "events_path": "/groups/leeds/lead/events/",
        },
    ),
    Kind("group_closed", "Your group is closed", {**DECIDED, "reason": "Nobody leads it any more."}),
    Kind("group_reopened", "Your group is open again", DECIDED),
    Kind("group_merged", "Your group became part of another", {**DECIDED, "path": "/groups/register/"}),
)


def register_own() -> None:
    register(*OWN)
