"""Six-digit codes, sent to an address, that open what is held about its owner: once, and for ten minutes."""

import hmac
import secrets
from enum import Enum
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from mail import fingerprints
from mail.enums import State
from mail.models import Delivery, Suppression
from mail.services import deliveries, limits
from people import addresses
from people.models import Address, EntryCode, Person
from people.models.code import LIFETIME
from people.services import people

KIND = USE = "entry_code"
DIGITS = 6
# Of one address, in seconds. With five tries a code, a guesser who asks all day is right once in fifty years.
MOST_ASKED = ((3, 15 * 60), (10, 24 * 60 * 60))


class Outcome(Enum):
    OPENED = "it was right"
    WRONG = "it was wrong, and may be typed again"
    OVER = "it is used, too old, replaced by a newer one, or was typed wrong too often"


class Entry(NamedTuple):
    outcome: Outcome
    address_id: int | None = None  # whose data it opened


def ask(*, email: str, kind: str = KIND) -> EntryCode:
    """A new code for the owner of this address, sent where anything is held about them; it ends the earlier ones.

    `kind` is that of the message, which says what the code is for.

    A row is written either way, so that neither the answer nor the work tells whether the address is known. Where it
    was asked for too often no code is sent, and the last one still opens.
    """
    canonical = addresses.canonical(email)
    if not may_ask(canonical):
        return last_sent(canonical) or make(None)
    return send(canonical, kind)


def may_ask(canonical: str) -> bool:
    hashed = fingerprints.of(canonical, use=USE)
    return all(limits.allow(f"form:{KIND}:{hashed}:{seconds}", quota, seconds) for quota, seconds in MOST_ASKED)


def last_sent(canonical: str) -> EntryCode | None:
    return EntryCode.objects.live().filter(address__canonical=canonical).order_by("-pk").first()


@transaction.atomic
def send(canonical: str, kind: str = KIND) -> EntryCode:
    address = known(canonical)
    end_earlier(address.pk if address else 0, kind)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    code = make(address, digits)
    if address and not Suppression.objects.of_everything().filter(address=address).exists():
        deliveries.queue(kind=kind, address_id=address.pk, context={"code": digits})
    return code


def known(canonical: str) -> Address | None:
    """Locked, so that of two who ask at once the second ends the first's code."""
    somebody = Exists(Person.objects.filter(address=OuterRef("pk"), erased_at=None))
    return Address.objects.select_for_update().filter(somebody, canonical=canonical).first()


def end_earlier(address_id: int, kind: str = KIND) -> None:
    now = timezone.now()
    EntryCode.objects.live().filter(address_id=address_id).update(expires_at=now)
    unsent = Delivery.objects.waiting().to_address(address_id).filter(kind__in={KIND, kind})
    unsent.update(state=State.CANCELLED, finished_at=now, context={}, error="A newer code was asked for.")


def make(address: Address | None, digits: str = "") -> EntryCode:
    now = timezone.now()
    return EntryCode.objects.create(
        address=address, digest=digest(address, digits), created_at=now, expires_at=now + LIFETIME
    )


def digest(address: Address | None, digits: str) -> str:
    return fingerprints.of(f"{address.pk if address else 0}:{digits}", use=USE)


@transaction.atomic
def enter(*, code_id: int, digits: str) -> Entry:
    """Try what somebody typed. Safe when called twice at once: a code opens once."""
    code = EntryCode.objects.live().select_for_update(of=("self",)).filter(pk=code_id).first()
    if code is None:
        return Entry(Outcome.OVER)
    right = hmac.compare_digest(digest(code.address, digits), code.digest)
    if not right or code.address is None:
        code.wrong_tries += 1
        code.save(update_fields=["wrong_tries"])
        return Entry(Outcome.WRONG if code.is_live else Outcome.OVER)
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    people.confirm_address(code.address.pk)
    people.everybody_was_active(code.address.pk)
    return Entry(Outcome.OPENED, code.address.pk)
