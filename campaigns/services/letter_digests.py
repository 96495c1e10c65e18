"""Nearly the same letters to one office leave in one message a working day, with every text of theirs in full.

Letters to somebody's own MP never do: each is a constituent's.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count

from django.db import transaction

from campaigns import letter_compose
from campaigns.letter_enums import Channel, HeldBecause
from campaigns.models import Letter
from campaigns.models.letter import LetterQuerySet
from campaigns.selectors import recipients
from campaigns.selectors.recipients import Recipient
from campaigns.services import letter_moves, letter_turns, letter_windows
from mail.models import Delivery
from mail.services import deliveries
from people.models import Address

DIGEST = "letter_digest"
MOST_LETTERS, MOST_OCTETS = 2_000, 2_000_000  # in one message: with briefings a mail server takes no more


def waiting() -> LetterQuerySet:
    """Those put aside for a digest whose hour has come: one that is confirmed after it waits for the next."""
    hour = letter_windows.last(letter_windows.DIGESTS_AT)
    return Letter.objects.confirmed().filter(in_digest=True, confirmed_at__lt=hour)


def make() -> int:
    """Returns how many letters found their place. Safe to repeat and to be killed."""
    rows = waiting().order_by("action", "office").values_list("action", "office").distinct()
    return sum(make_for(action, office) for action, office in list(rows))


@transaction.atomic
def make_for(action: int, office: int) -> int:
    ours = waiting().filter(action=action, office=office)
    first = ours.with_recipient().first()
    if first is None or first.office is None:
        return 0
    found = recipients.of_office(first.office)
    addresses = letter_turns.lock_addresses([found])
    rows = ours.select_for_update(skip_locked=True, of=("self",)).select_related("action", "office")
    letters = list(rows.order_by("pk")[:MOST_LETTERS])
    if isinstance(found, HeldBecause):
        return len(letter_moves.move(keys_of(letters), "hold", because=found))
    address = addresses.get(letter_turns.canonical_of(found.email))
    if address is None:  # by post, or to an address that is written to no more: each by itself
        return Letter.objects.filter(pk__in=keys_of(letters)).update(in_digest=False)
    for part in in_parts(letters):
        send_together(part, found, address)
    return len(letters)


def keys_of(letters: Sequence[Letter]) -> list[int]:
    return [letter.pk for letter in letters]


def size_of(letter: Letter) -> int:
    return len(letter.body.encode())


def in_parts(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    part: list[Letter] = []
    length = 0
    for letter in letters:
        if part and length + size_of(letter) > MOST_OCTETS:
            yield part
            part, length = [], 0
        part.append(letter)
        length += size_of(letter)
    if part:
        yield part


def send_together(letters: Sequence[Letter], found: Recipient, address: Address) -> None:
    """One that is left alone goes by itself. The letters and the address are locked."""
    if len(letters) == 1:
        letter_turns.queue(letters[0], found, address)
        return
    letter_moves.move(
        keys_of(letters),
        "queue",
        delivery=message_with(letters[0], address, letter_windows.next_opening()),
        channel=Channel.EMAIL,
        sent_to=letter_compose.who(found),
        representative=None,
    )


def message_with(letter: Letter, address: Address, due_at: datetime) -> Delivery:
    """The next part of the day's digest: its Message-ID is worked out, and one that exists is left as it is."""
    day = letter_windows.last(letter_windows.DIGESTS_AT).date()
    names = (digest_id(letter, f"{day.isoformat()} {part}") for part in count(1))
    name = next(each for each in names if not Delivery.objects.filter(message_id=each).exists())
    context = {"office": letter.office_id, "action": letter.action_id}
    return deliveries.queue(kind=DIGEST, address_id=address.pk, context=context, due_at=due_at, message_id=name)


def digest_id(letter: Letter, day_and_part: str) -> uuid.UUID:
    return uuid.uuid5(letter_turns.NAMES, f"digest {letter.office_id} {letter.action_id} {day_and_part}")
