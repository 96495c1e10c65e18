"""The six digits in the message about a letter: the other way to confirm it, as with signatures."""

import hmac

from django.db import transaction

from campaigns.letter_enums import ENDED
from campaigns.models import Letter, LetterAction
from campaigns.services.codes import DIGITS, MOST_TRIES, TooManyTries
from mail import fingerprints
from mail.services import limits
from people import addresses

__all__ = ["TooManyTries", "enter", "of"]
USE = "code of a letter"
MOST_LETTERS = 100  # of one address on one action: offices, over again


def of(token: str) -> str:
    return f"{int(fingerprints.of(token, use=USE), 16) % 10**DIGITS:0{DIGITS}}"


def enter(*, action: LetterAction, email: str, digits: str) -> str | None:
    """The token that this code goes with; None where there is none, whether or not the address wrote.

    Raises TooManyTries. A try counts whatever comes of it.
    """
    canonical = addresses.canonical(email)
    if not may_try(action, canonical):
        raise TooManyTries
    theirs = Letter.objects.filter(action=action, address__canonical=canonical).exclude(state__in=ENDED)
    tokens = theirs.exclude(name="").order_by("token").values_list("token", flat=True).distinct()[:MOST_LETTERS]
    return next((token for token in tokens if hmac.compare_digest(of(token), digits)), None)


@transaction.atomic
def may_try(action: LetterAction, canonical: str) -> bool:
    hashed = fingerprints.of(f"{action.pk}:{canonical}", use=USE)
    return all(limits.allow(f"form:letter_code:{hashed}:{seconds}", quota, seconds) for quota, seconds in MOST_TRIES)
