"""A letter from being handed in to being confirmed or withdrawn; services.letter_turns takes it from there."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.letter_enums import ENDED, LetterActionState, LetterState
from campaigns.models import Letter, LetterAction
from campaigns.services import letter_asking, letter_judging, letter_moves
from campaigns.services.fraud import loosely
from groups.models import CommunityGroup
from mail.enums import IN_HAND, WAITING
from mail.models import Delivery
from mail.services import deliveries
from pages import generation
from people.models import Person
from people.services import people
from people.services.people import Met
from places.models import Constituency, GovernmentOffice

MOST_A_DAY = 40  # letters that one address may begin in 24 hours


class ActionClosed(Exception):
    """Nobody can write on this action now."""


class TooMany(Exception):
    """This address began more letters today than anybody writes, or was sent as many messages about them."""


class TooLate(Exception):
    """The letter was not confirmed in time, or its action is over."""


@dataclass(frozen=True)
class Given:
    """What a letter is written with, checked by its form."""

    action: LetterAction
    recipients: tuple[GovernmentOffice | Constituency, ...]  # offices, or the seat of the writer's own MP
    subject: str
    body: str
    name: str
    email: str
    postcode: str = ""
    town: str = ""
    postal_address: str = ""
    constituency: Constituency | None = None  # that the writer lives in, as looked up or chosen
    language: str = "en"
    group: CommunityGroup | None = None  # whose link they came by


@transaction.atomic
def write(given: Given) -> list[Letter]:
    """Write a letter down for each recipient, and the message that asks its writer to confirm them in one go.

    One that waits to be confirmed is written anew, and its older link ends. To whom this person wrote before on this
    action nothing is written again: the same message says so, so that the page need not tell whoever typed the
    address. Returns the letters to be confirmed. Raises ActionClosed and TooMany. Safe when called twice at once.
    """
    if not LetterAction.objects.open().filter(pk=given.action.pk).exists():
        raise ActionClosed
    met = people.meet(email=given.email, name=given.name)  # keeps the address locked until the end
    today = Letter.objects.filter(address=met.address, created_at__gt=timezone.now() - timedelta(days=1))
    if today.count() + len(given.recipients) > MOST_A_DAY or letter_asking.had_enough(met.address.pk):
        raise TooMany  # rather than end the link of an older message without sending another
    person, token = writer_of(given, met), secrets.token_urlsafe()
    made, before = [], []
    for recipient in given.recipients:
        known = letter_of(person, given.action, recipient)
        if known is not None and known.state != LetterState.TO_CONFIRM:
            before.append(known)
        else:
            made.append(write_one(given, Met(person, met.address), recipient, token, known))
    if made:
        letter_asking.ask(made, before=before)
    else:
        letter_asking.say_before(before)
    return made


def writer_of(given: Given, met: Met) -> Person:
    """The person met, or the second one of a shared address where the first wrote under another name."""
    theirs = Letter.objects.filter(action=given.action, address=met.address).exclude(state__in=ENDED)
    writers = {loosely(letter.name): letter.person for letter in theirs.select_related("person").order_by("-pk")}
    if not writers or loosely(given.name) in writers:
        return writers.get(loosely(given.name), met.person)
    return people.meet_second(address=met.address, first_id=met.person.pk, name=given.name) or met.person


def letter_of(person: Person, action: LetterAction, recipient: GovernmentOffice | Constituency) -> Letter | None:
    found = Letter.objects.filter(person=person, action=action, **as_columns(recipient)).exclude(state__in=ENDED)
    return found.select_related("action", "office", "seat").first()


def as_columns(recipient: GovernmentOffice | Constituency) -> dict[str, GovernmentOffice | Constituency]:
    return {"office" if isinstance(recipient, GovernmentOffice) else "seat": recipient}


def write_one(
    given: Given, met: Met, recipient: GovernmentOffice | Constituency, token: str, known: Letter | None
) -> Letter:
    letter = known or Letter(action=given.action, person=met.person, **as_columns(recipient))
    names = ("subject", "body", "name", "postcode", "town", "postal_address", "language", "group")
    for name in names:
        setattr(letter, name, getattr(given, name))
    letter.address, letter.token, letter.constituency_found = met.address, token, given.constituency
    letter.digest = hashlib.sha256(f"{given.subject}\n{given.body}".encode()).hexdigest()
    letter.since, letter.asked = timezone.now(), 0  # it is asked about anew, since the older link has ended
    letter.save()
    return letter


def of_token(token: str) -> list[Letter]:
    """The letters that were written in one go, with their recipients, in the order they were written."""
    related = ("action", "office", "seat", "person", "address", "group")
    found = Letter.objects.select_related(*related).filter(token=token).exclude(name="")
    return list(found.order_by("pk"))


@transaction.atomic
def confirm(token: str) -> bool:
    """Their owner has read and confirmed these letters; True the first time. Safe when called twice at once.

    Each goes on its way, or is held for staff with the reason. Raises TooLate for what was over before.
    """
    waiting = [letter for letter in of_token(token) if letter.state == LetterState.TO_CONFIRM]
    if not waiting:
        return False
    if not takes_confirmations(waiting[0].action):
        raise TooLate
    people.confirm_address(waiting[0].address_id)  # locks it: whoever forgets letters locks the address before them
    people.was_active(waiting[0].person_id)
    ours = Letter.objects.filter(token=token).values_list("pk", flat=True)  # not those that were written anew since
    moved = set(letter_moves.move(ours, "confirm", confirmed_at=timezone.now()))
    for letter in waiting:
        if letter.pk in moved:
            take_in(letter)
    return bool(moved)


def takes_confirmations(action: LetterAction) -> bool:
    """Until a day after it closed: whoever wrote in the last minute has that long to read our message.

    While it is paused, or looked at again by a second person, nobody begins a letter; what is written may leave.
    """
    over = timezone.now() - timedelta(days=1)
    if action.state == LetterActionState.CLOSED:
        return action.closed_at is not None and action.closed_at > over
    return action.closes_on is None or action.closes_on >= timezone.localdate(over)


def take_in(letter: Letter) -> None:
    from campaigns.services import sketches  # imports numpy, which few processes need

    because = letter_judging.judge(letter)
    if because is not None:
        letter_moves.move([letter.pk], "hold", because=because)
    sketches.keep(letter)


@transaction.atomic
def withdraw(*, person_id: int, letter_id: int) -> bool:
    """As its writer asks. False where it is leaving this moment, or has left."""
    letter = Letter.objects.select_for_update(of=("self",)).filter(pk=letter_id, person=person_id).first()
    if letter is None or not may_be_stopped(letter):
        return False
    withdrawn = bool(letter_moves.move([letter.pk], "withdraw"))
    if withdrawn:
        generation.count()
    return withdrawn


def may_be_stopped(letter: Letter) -> bool:
    """Under its lock. Of a digest only this letter is left out, since its text is read when the digest leaves.

    One that perhaps left may be on its way again, where staff found that it never did.
    """
    if letter.state not in (LetterState.QUEUED, LetterState.UNCERTAIN) or letter.delivery_id is None:
        return True
    state = Delivery.objects.select_for_update().filter(pk=letter.delivery_id).values_list("state", flat=True).first()
    if state in WAITING and not letter.in_digest:
        return bool(deliveries.cancel_waiting([letter.delivery_id], reason="Its writer has withdrawn it."))
    return state in WAITING or (letter.state == LetterState.UNCERTAIN and state not in IN_HAND)


def labels(letters: Sequence[Letter]) -> list[str]:
    """To whom, in words for the writer."""
    return [letter.to_whom for letter in letters]
