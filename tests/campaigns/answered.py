"""Letters that left, and what comes back to them."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from campaigns.letter_enums import AnswerSort, Channel, LetterState
from campaigns.models import Letter, LetterAction, LetterAnswer
from people.services import people
from places.models import GovernmentOffice
from tests import factories
from tests.campaigns import written

REPLY = "Thank you for your letter. We will look at how long support lasts."


def days_ago(days: float) -> datetime:
    """By the clock on the wall: each number of days is a day of its own, also where the clocks changed in between."""
    return timezone.localtime() - timedelta(days=days)


def left(office: GovernmentOffice, state: str = LetterState.SENT, days: float = 3, **fields: Any) -> Letter:
    """A letter of Suzie's that left so many days ago, on an action of its own."""
    action = factories.letter_action(office, slug=f"ask-{uuid.uuid4().hex[:8]}")
    letter = written.confirmed(action, **fields)
    sent_at = days_ago(days)
    Letter.objects.filter(pk=letter.pk).update(
        state=state, held_because="", sent_at=sent_at, channel=Channel.EMAIL, confirmed_at=sent_at
    )
    letter.refresh_from_db()
    return letter


def many(number: int, action: LetterAction, *, days: float = 40, **fields: Any) -> list[Letter]:
    """Letters by as many people that left so many days ago, as rows; `fields` name to whom."""
    sent_at = days_ago(days)
    defaults = {"state": LetterState.DELIVERED, "channel": Channel.EMAIL, "sent_at": sent_at, "confirmed_at": sent_at}
    writers = [people.meet(email=f"{uuid.uuid4().hex}@example.org", name="Suzie Signer") for _ in range(number)]
    return Letter.objects.bulk_create(
        Letter(
            action=action,
            person=met.person,
            address=met.address,
            name="Suzie Signer",
            subject="Support for a year",
            body=written.BODY,
            **{**defaults, **fields},
        )
        for met in writers
    )


def answer(letter: Letter, *, after: float = 5, sort: str = AnswerSort.REPLY, text: str = REPLY) -> LetterAnswer:
    """That came so many days after the letter left."""
    assert letter.sent_at is not None
    received_at = timezone.localtime(letter.sent_at) + timedelta(days=after)
    return LetterAnswer.objects.create(
        letter=letter, key=uuid.uuid4().hex, sort=sort, text=text, domain="example.org", received_at=received_at
    )


def message(letter: Letter, body: str = REPLY, **headers: str) -> bytes:
    known = {
        "From": "Office <office@example.org>",
        "To": f"answer-{letter.answer_token.hex}@answers.example.org",
        "Subject": "RE: Support for a year",
        "Message-ID": f"<{uuid.uuid4()}@example.org>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "\r\n".join(f"{name}: {value}" for name, value in known.items())
    return f"{head}\r\n\r\n{body}\r\n".encode()
