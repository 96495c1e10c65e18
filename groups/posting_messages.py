"""The kinds of message that the charity writes to leaders, and leaders to members."""

from mail.kinds import Kind, register
from mail.streams import BULK

WORDS = {
    "group": "ACTFORJUSTICE Leeds",
    "headline": "Anti-Slavery Day",
    "body": "We meet on Thursday at seven.\n\nBring a friend.",
}
OWN = (
    Kind("leaders_message", "From the charity to leaders", {**WORDS, "message_path": "/groups/leeds/"}, stream=BULK),
    Kind(
        "members_message",
        "From a leader to the members of their group",
        {**WORDS, "contact_path": "/groups/leeds/contact/", "stop_path": "/groups/leeds/stop-messages/sample/"},
        stream=BULK,
        way_out="stop_path",
    ),
    Kind(
        "members_message_refused",
        "Your message to your group was not sent",
        {
            "group": "ACTFORJUSTICE Leeds",
            "headline": "Anti-Slavery Day",
            "reason": "It names somebody who may be exploited.",
            "messages_path": "/groups/leeds/lead/messages/",
        },
    ),
)


def register_own() -> None:
    register(*OWN)
