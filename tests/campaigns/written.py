"""Letters for tests, by the services that make them."""

from typing import Any

from campaigns.letter_enums import LetterState
from campaigns.models import Letter, LetterAction
from campaigns.services import letters
from campaigns.services.letters import Given
from places.models import Constituency, GovernmentOffice

SUZIE: dict[str, Any] = {"name": "Suzie Signer", "email": "suzie@example.org", "postcode": "LS1 4DY", "town": "Leeds"}
BODY = (
    "I help at a drop-in in Leeds. Every week I meet people whose support ended before they had a home.\n\nPlease act."
)


def given(action: LetterAction, *recipients: GovernmentOffice | Constituency, **fields: Any) -> Given:
    """Suzie's, to all offices of the action, unless `recipients` and `fields` say otherwise."""
    to = recipients or tuple(action.offices.order_by("pk"))
    return Given(action=action, recipients=to, **{"subject": "Support for a year", "body": BODY, **SUZIE, **fields})


def to_confirm(action: LetterAction, *recipients: GovernmentOffice | Constituency, **fields: Any) -> Letter:
    return letters.write(given(action, *recipients, **fields))[0]


def confirmed(action: LetterAction, *recipients: GovernmentOffice | Constituency, **fields: Any) -> Letter:
    """On its way, or held where a rule holds it."""
    letter = to_confirm(action, *recipients, **fields)
    assert letters.confirm(letter.token)
    letter.refresh_from_db()
    assert letter.state in (LetterState.CONFIRMED, LetterState.HELD)
    return letter
