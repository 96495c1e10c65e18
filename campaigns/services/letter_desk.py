"""What staff decide about letters that don't go on by themselves. Each decision is kept with who made it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from campaigns.letter_enums import FOR_STAFF, Channel, HeldBecause, LetterState
from campaigns.models import Letter
from campaigns.selectors import recipients
from campaigns.selectors.recipients import Recipient
from campaigns.services import letter_moves, letter_turns, letters
from mail.enums import State
from mail.services import deliveries
from people.models import User

MOST = 500  # letters that are decided about at once
REASONS = {
    "abuse": "It is abusive or holds a threat",
    "report": "It may speak of a possible victim",
    "election": "It is about a candidate or a party",
    "no_letter": "It is no letter about this",
    "other": "Another reason",
}


class NotPossible(Exception):
    """Its text is a sentence for whoever pressed the button."""


@dataclass(frozen=True)
class Decided:
    done: int
    left: int  # that somebody else was quicker with, or of which it isn't possible


def pick(pks: Collection[int], **states: Any) -> list[Letter]:
    """Those of these letters that stand so, locked, at most MOST. Raises NotPossible."""
    if len(pks) > MOST:
        raise NotPossible(f"At most {MOST} letters at once.")
    locked = Letter.objects.select_for_update(of=("self",)).with_recipient().select_related("delivery__address")
    return list(locked.filter(pk__in=pks, **states).order_by("pk"))


def decided(pks: Collection[int], moved: Collection[int]) -> Decided:
    return Decided(len(moved), len(set(pks)) - len(moved))


@transaction.atomic
def release(pks: Collection[int], *, by: User, note: str = "") -> Decided:
    """Of those held for staff: they leave at the next turn, and no rule holds them again."""
    held = pick(pks, state=LetterState.HELD, held_because__in=FOR_STAFF)
    moved = letter_moves.move([letter.pk for letter in held], "release", by=by, note=note, looked_at=True)
    return decided(pks, moved)


@transaction.atomic
def refuse(pks: Collection[int], *, by: User, reason: str, note: str = "") -> Decided:
    """Their writers are told, with the text. `reason` is a key of REASONS."""
    held = pick(pks, state=LetterState.HELD)
    said = f"{REASONS[reason]}. {note}".strip()
    return decided(pks, letter_moves.move([letter.pk for letter in held], "refuse", by=by, note=said))


@transaction.atomic
def hold(pks: Collection[int], *, by: User, note: str) -> Decided:
    """Before they leave. What is being sent this moment leaves all the same."""
    found = pick(pks, state__in=(LetterState.CONFIRMED, LetterState.QUEUED))
    able = [letter.pk for letter in found if letters.may_be_stopped(letter)]
    return decided(pks, letter_moves.move(able, "hold", by=by, because=HeldBecause.STAFF, note=note))


@transaction.atomic
def send_again(pks: Collection[int], *, by: User, note: str = "") -> Decided:
    """What came back, where its recipient has another address by now; what perhaps left, a second copy or not."""
    return decided(pks, again(pks, able_by_mail, by=by, note=note))


@transaction.atomic
def send_by_post(pks: Collection[int], *, by: User, note: str = "") -> Decided:
    """What came back or perhaps left, where we have a postal address of its recipient."""
    moved = again(pks, able_by_post, by=by, note=note)
    Letter.objects.filter(pk__in=moved).update(channel=Channel.POST)
    return decided(pks, moved)


def again(pks: Collection[int], is_able: Callable[[Letter], bool], *, by: User, note: str) -> list[int]:
    found = pick(pks, state__in=(LetterState.BOUNCED, LetterState.UNCERTAIN))
    has_words = [letter for letter in found if letter.body]  # forgotten in time, or with whoever wrote them
    return letter_turns.send_again([letter.pk for letter in has_words if is_able(letter)], by=by, note=note)


def able_by_mail(letter: Letter) -> bool:
    """A letter that came back goes nowhere but to an address other than the one that it came back from."""
    now = recipients.of(letter)
    if letter.state != LetterState.BOUNCED or not isinstance(now, Recipient) or letter.delivery is None:
        return True
    return now.email.casefold() != letter.delivery.address.typed.casefold()


def able_by_post(letter: Letter) -> bool:
    now = recipients.of(letter)
    return not isinstance(now, Recipient) or bool(now.address_lines)


@transaction.atomic
def give_back(pks: Collection[int], *, by: User, note: str = "") -> Decided:
    """What can't be sent: its writer gets the text, to send it themselves."""
    found = pick(pks, state__in=(LetterState.HELD, LetterState.BOUNCED))
    return decided(pks, letter_moves.move([letter.pk for letter in found], "expire", by=by, note=note))


@transaction.atomic
def was_sent(pks: Collection[int], *, by: User, note: str = "") -> Decided:
    """What perhaps left did leave, as somebody found out; a digest with all letters in it."""
    found = pick(pks, state=LetterState.UNCERTAIN)
    messages = {letter.delivery_id: letter.delivery for letter in found if letter.delivery is not None}
    alone = [letter.pk for letter in found if not letter.in_digest]
    shared = {letter.delivery_id for letter in found if letter.in_digest}
    together = Letter.objects.filter(delivery__in=shared, in_digest=True).values_list("pk", flat=True)
    left: dict[str, Any] = {"by": by, "note": note, "sent_at": F("since")}  # when it became uncertain
    moved = letter_moves.move(alone, "send", **left) + letter_moves.move(list(together), "send_in_digest", **left)
    for message in messages.values():
        if message.state == State.UNCERTAIN:
            deliveries.resolve(message, sent=True, by=by)
    return Decided(len(moved), len(set(pks) - set(moved)))
