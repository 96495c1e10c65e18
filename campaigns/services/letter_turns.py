"""Letters that were confirmed take their turn: each is queued for whoever is to get it now, or held.

One message a letter: its Message-ID is worked out from the letter and its round, the database takes each once, and a
letter that was called back before it left is queued again under the same. Addresses are locked before letters here and
everywhere, and letters before their messages.
"""

import time
import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from campaigns import letter_compose
from campaigns.letter_enums import UNTIL_OVER, Channel, HeldBecause, LetterState
from campaigns.models import Letter
from campaigns.models.letter import LetterQuerySet
from campaigns.selectors import elections, recipients
from campaigns.selectors.recipients import Recipient
from campaigns.services import letter_judging, letter_moves, letter_windows
from mail.enums import State
from mail.models import Delivery, Suppression
from mail.services import deliveries, suppressions
from people import addresses
from people.models import Address, User
from people.services import meeting

LETTER = "letter"
NAMES = uuid.UUID("6f1a4f0e-3f0b-4b8e-9d3c-52a1c7f0b9d4")  # of the Message-IDs of letters: changed, it makes new ones
AT_ONCE, SECONDS = 50, 20.0
Found = Recipient | HeldBecause


def due() -> LetterQuerySet:
    """Confirmed, and waiting neither for the day's digest nor for the day's print run."""
    return Letter.objects.confirmed().filter(in_digest=False).exclude(channel=Channel.POST)


def take_turn(seconds: float = SECONDS) -> int:
    """Returns how many letters were looked at. Safe to repeat, to be killed, and at once by many."""
    stop, after, done = time.monotonic() + seconds, 0, 0
    while time.monotonic() < stop:
        keys = list(due().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            break
        after = keys[-1]
        done += take_some(keys)
    return done


@transaction.atomic
def take_some(keys: Collection[int]) -> int:
    """Who gets them is asked under the locks on the addresses, so that no message is queued to one just forgotten."""
    letters = list(due().with_recipient().filter(pk__in=keys).order_by("pk"))
    found = recipients.of_many(letters)
    locked = lock_addresses(found.values())
    free = due().select_for_update(skip_locked=True).filter(pk__in=keys).order_by("pk")
    ours = set(free.values_list("pk", flat=True))
    before_election = elections.in_campaign() is not None
    for letter in letters:
        if letter.pk in ours:
            place(letter, found[letter.pk], locked, before_election=before_election)
    return len(ours)


def lock_addresses(found: Iterable[Found]) -> dict[str, Address]:
    """Of the recipients, by canonical address, but for those that are written to no more."""
    wanted = {}
    for each in found:
        if isinstance(each, Recipient) and (canonical := canonical_of(each.email)):
            wanted[canonical] = (each.email, "")
    locked = meeting.lock(wanted)
    suppressions.recall_many({address.pk: canonical for canonical, address in locked.items()})
    stopped = set(stopped_addresses().filter(canonical__in=wanted).values_list("canonical", flat=True))
    return {canonical: address for canonical, address in locked.items() if canonical not in stopped}


def stopped_addresses() -> QuerySet[Address]:
    in_force = Suppression.objects.in_force().of_everything()
    return Address.objects.filter(Exists(in_force.filter(address=OuterRef("pk"))))


def canonical_of(email: str) -> str:
    """Empty where no message could be sent to it."""
    try:
        return addresses.canonical(email) if email else ""
    except addresses.NotAnAddress:
        return ""


def place(letter: Letter, found: Found, locked: Mapping[str, Address], *, before_election: bool) -> None:
    """The letter is locked. An election may have been announced since its writer confirmed it."""
    if before_election and letter_judging.names_somebody_who_stands(letter):
        letter_moves.move([letter.pk], "hold", because=HeldBecause.ELECTION)
    elif isinstance(found, HeldBecause):
        letter_moves.move([letter.pk], "hold", because=found)
    elif not found.email:
        Letter.objects.filter(pk=letter.pk).update(channel=Channel.POST)
    elif (address := locked.get(canonical_of(found.email))) is None:
        letter_moves.move(
            [letter.pk], "hold", because=HeldBecause.NO_CONTACT, note=f"{found.email} can't be written to"
        )
    elif letter.office_id is not None and is_like_another(letter):
        Letter.objects.filter(pk=letter.pk).update(in_digest=True)
    else:
        queue(letter, found, address)


def is_like_another(letter: Letter) -> bool:
    from campaigns import sketching  # imports numpy, which few processes need
    from campaigns.services import sketches

    return sketches.closest(letter) >= sketching.ALIKE


def queue(letter: Letter, found: Recipient, address: Address) -> None:
    """By itself, by e-mail. The letter and the address are locked."""
    delivery = message_to(letter, address, letter_windows.next_opening())
    letter_moves.move(
        [letter.pk],
        "queue",
        delivery=delivery,
        channel=Channel.EMAIL,
        in_digest=False,
        sent_to=letter_compose.who(found),
        representative=found.representative,
    )
    if delivery.state == State.CANCELLED:
        letter_moves.move([letter.pk], "doubt", note="It was stopped, and the mail provider tells of it all the same.")


def message_id_of(letter: Letter) -> uuid.UUID:
    return uuid.uuid5(NAMES, f"letter {letter.pk} {letter.round}")


def message_to(letter: Letter, address: Address, due_at: datetime) -> Delivery:
    """The letter's one message. One that may have left stays as it is, and the letter follows it."""
    name = message_id_of(letter)
    known = Delivery.objects.filter(message_id=name).first()
    if known is None:
        context = {"letter": letter.pk}
        return deliveries.queue(kind=LETTER, address_id=address.pk, context=context, due_at=due_at, message_id=name)
    if known.state == State.CANCELLED:
        deliveries.requeue(known, address_id=address.pk, context={"letter": letter.pk}, due_at=due_at)
        known.refresh_from_db()
    return known


def held_until_over() -> LetterQuerySet:
    return Letter.objects.filter(state=LetterState.HELD, held_because__in=UNTIL_OVER)


def maybe_over() -> LetterQuerySet:
    """Of those, the ones whose recipient looks as if the reason were gone; whether it is `release_over` asks."""
    office = Q(office__is_vacant=False, office__valid_to=None)
    seat = Q(seat__vacant_since=None, seat__valid_to=None, seat__isnull=False)
    return held_until_over().filter(office if elections.dissolved() else office | seat)


def release_over() -> int:
    """Those whose post or seat is filled again, whose House has returned or whose recipient has an address."""
    rows = maybe_over().order_by("office", "seat").values_list("office", "seat").distinct()
    return sum(release_to(office, seat) for office, seat in rows)


@transaction.atomic
def release_to(office: int | None, seat: int | None) -> int:
    waiting = maybe_over().filter(office=office, seat=seat)
    letter = waiting.with_recipient().first()
    if letter is None or not can_be_reached(recipients.of(letter)):
        return 0
    keys = waiting.order_by("pk").values_list("pk", flat=True)[: letter_moves.AT_ONCE]
    return len(letter_moves.move(list(keys), "release", channel="", in_digest=False))


def can_be_reached(found: Found) -> bool:
    if isinstance(found, HeldBecause):
        return False
    canonical = canonical_of(found.email)
    if not found.email:
        return True
    return bool(canonical) and not stopped_addresses().filter(canonical=canonical).exists()


@transaction.atomic
def send_again(keys: Iterable[int], *, by: User, note: str = "") -> list[int]:
    """Letters that came back, or may never have left, as new messages to whoever is to get them now. Returns which."""
    fresh: dict[str, Any] = {"channel": "", "in_digest": False, "delivery": None, "print_run": None}
    return letter_moves.move(list(keys), "send_again", by=by, note=note, round=F("round") + 1, **fresh)
