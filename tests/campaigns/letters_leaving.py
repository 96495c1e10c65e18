"""Letters on their way, in tests: in office hours, through the post room, into an inbox that tests can read."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from campaigns.models import Letter, LetterAction
from campaigns.services import letter_following, letter_telling, letter_turns
from campaigns.services.letter_windows import LONDON
from mail.models import Delivery
from mail.services import drain
from places.models import Constituency, GovernmentOffice
from tests.campaigns import written

NOON = datetime(2026, 11, 25, 12, tzinfo=LONDON)  # a Wednesday
OWN_WORDS = (
    " Please let support last for a year, as {place} asks of the government with plan {number}. Laws can change, and "
    "budgets for {thing} can be found. I would like an answer that says what is planned for {thing} in {place}."
)


def own_words(number: int) -> str:
    """A text that is like no other: nearly every run of three words has the number in it."""
    words = [f"word{number}x{place}" for place in range(30)]
    return " ".join(words) + OWN_WORDS.format(place=f"town{number}", number=number, thing=f"thing{number}")


def from_writer(number: int, action: LetterAction, *to: GovernmentOffice | Constituency, **fields: Any) -> Letter:
    """Confirmed by somebody of their own, in their own words unless `fields` have others."""
    own = {"name": f"Writer {number}", "email": f"writer-{number}@example.org", "body": own_words(number)}
    return written.confirmed(action, *to, **{**own, **fields})


def take_turn() -> None:
    """As the job does, as often as it takes until nothing moves."""
    letter_following.follow()
    letter_turns.take_turn()


def post() -> None:
    """Everything that is queued leaves, and letters follow."""
    Delivery.objects.waiting().update(due_at=timezone.now())
    drain.send_due(seconds=30)
    letter_following.follow()


def through() -> None:
    take_turn()
    post()
    letter_telling.tell()


def moves(letter: Letter) -> list[str]:
    return list(letter.steps.values_list("move", flat=True))


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state
