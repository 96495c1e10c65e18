"""The kinds of message that this app sends."""

from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from people import account_messages

AGAIN = WhenUncertain.SEND_AGAIN
OWN = [
    Kind(
        "still_there",
        "Shall we keep what you gave us?",
        {"name": "Suzie Signer", "erased_on": "2027-05-26", "stay_path": "/still-there/sample/"},
        when_uncertain=AGAIN,
    ),
    Kind(
        "confirm_subscription",
        "Confirm that you want our news",
        {"wording": "Yes, write to me about your campaigns.", "confirm_path": "/newsletter/confirm/sample/"},
        when_uncertain=AGAIN,
    ),
    Kind("entry_code", "Your code for what we hold", {"code": "314159"}, when_uncertain=AGAIN, keeps_secret=True),
    Kind(
        "request_received",
        "Your request about your data",
        {"reference": "DP-7KQ4-XM2", "due_on": "2027-01-26"},
        when_uncertain=AGAIN,
    ),
    Kind(
        "complaint_received",
        "Your complaint about your data",
        {"reference": "DP-7KQ4-XM2", "due_on": "2027-01-26"},
        when_uncertain=AGAIN,
    ),
    Kind("subscribed_before", "You get our news already", {}, when_uncertain=AGAIN),
]


def register_own() -> None:
    register(*OWN, *account_messages.OWN)
