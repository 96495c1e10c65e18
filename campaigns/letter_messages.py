"""The kinds of message about letters, and the letters themselves."""

from campaigns import letter_compose
from campaigns.services import letter_telling
from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from mail.streams import BULK

LETTER = {
    "about": "Support for a year",
    "recipient_lines": ["Alex Sample", "Secretary of State for Examples"],
    "salutation": "Dear Secretary of State",
    "body": "I help at a drop-in in Leeds.\n\nPlease let support last for a year.",
    "closing": "Yours sincerely",
    "sender_lines": ["Suzie Signer", "Leeds"],
    "name": "Suzie Signer",
    "reference": "L000023",
    "foot": ["Reference: L000023", "Suzie Signer wrote this letter on our site and confirmed it by e-mail."],
}
DIGEST = {
    **LETTER,
    "action": "Ask for a year of support",
    "purpose": "To have support for survivors last for a year.",
    "number": 12,
    "towns": ["Leeds: 9", "York: 3"],
}
NEWS = {
    "name": "Suzie Signer",
    "action": "Ask for a year of support",
    "action_path": "/letters/ask-for-a-year/",
    "own_path": "/your-data/",
    "letters": [
        {
            "case": "bounced",
            "to": "the Secretary of State for Examples",
            "about": "Support for a year",
            "text": "I help at a drop-in in Leeds.\n\nPlease let support last for a year.",
        }
    ],
    "have_left": False,
}
CONFIRM = {
    "name": "Suzie Signer",
    "action": "Ask for a year of support",
    "action_path": "/letters/ask-for-a-year/",
    "recipients": ["Secretary of State for Examples", "Example Office"],
    "before": ["Commissioner for Examples"],
    "confirm_path": "/letters/confirm/sample/",
}
AGAIN = WhenUncertain.SEND_AGAIN
OWN = (
    Kind("confirm_letter", "Confirm your letter", CONFIRM, when_uncertain=AGAIN),
    Kind("letter_before", "You have written already", CONFIRM, when_uncertain=AGAIN),
    # In bulk, so that no confirmation waits behind ten thousand letters.
    Kind(
        "letter",
        "A letter to its recipient",
        LETTER,
        stream=BULK,
        together=10,
        compose=letter_compose.of_letter,
        prepare=letter_compose.prepare,
    ),
    Kind("letter_digest", "Letters much alike, to an office", DIGEST, stream=BULK, compose=letter_compose.of_digest),
    Kind(
        "letter_news",
        "What became of your letter",
        NEWS,
        stream=BULK,
        when_uncertain=WhenUncertain.SEND_AGAIN,
        compose=letter_telling.compose,
    ),
)


def register_own() -> None:
    register(*OWN)
