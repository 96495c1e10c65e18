"""The six digits in our message: the other way to confirm a signature, for whoever would rather not follow a link.

They are made from the signature's token whenever they are needed, so no row holds them and each message about a
signature has the same ones. Nobody without our key can make them, also not from a copy of the database.
"""

import hmac

from django.db import transaction

from campaigns.enums import SignatureState
from campaigns.models import Petition, Signature
from mail import fingerprints
from mail.services import limits
from people import addresses

USE = "code of a signature"
DIGITS = 6
# For one address and petition, in seconds. Whoever guesses day and night is right once in a hundred years.
MOST_TRIES = ((10, 60 * 60), (20, 24 * 60 * 60))
ANSWERABLE = (SignatureState.PENDING, SignatureState.CONFIRMED)


class TooManyTries(Exception):
    """Codes for this address were typed too often; the link in the message works."""


def of(token: str) -> str:
    return f"{int(fingerprints.of(token, use=USE), 16) % 10**DIGITS:0{DIGITS}}"


def enter(*, petition: Petition, email: str, digits: str) -> Signature | None:
    """The signature that this code goes with; None where there is none, whether or not the address signed.

    Raises TooManyTries. A try counts whatever comes of it.
    """
    canonical = addresses.canonical(email)
    if not may_try(petition, canonical):
        raise TooManyTries
    theirs = of_address(petition, canonical)
    right = [each for each in theirs if hmac.compare_digest(of(each.token), digits)]
    return right[0] if right else None


@transaction.atomic
def may_try(petition: Petition, canonical: str) -> bool:
    hashed = fingerprints.of(f"{petition.pk}:{canonical}", use=USE)
    return all(limits.allow(f"form:signature_code:{hashed}:{seconds}", quota, seconds) for quota, seconds in MOST_TRIES)


def of_address(petition: Petition, canonical: str) -> list[Signature]:
    """Those that the address may answer for, at most two. One that is held was sent no code."""
    related = ("petition", "address", "person", "group", "constituency_found", "constituency_chosen")
    theirs = Signature.objects.select_related(*related).filter(
        petition=petition, address__canonical=canonical, state__in=ANSWERABLE
    )
    return list(theirs.exclude(name="").order_by("slot"))
