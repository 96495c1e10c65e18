"""Confirming a signature, which counts it, and choosing where it is counted."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from campaigns.enums import EntryKind, SignatureState
from campaigns.models import Signature
from campaigns.services import counting, log, signing
from people.enums import Purpose
from people.models import Consent
from people.services import consents, people
from places.models import Constituency


class ConstituencyEnded(Exception):
    """A change of boundaries ended the constituency, so nobody lives in it any more."""


class TooLate(Exception):
    """The petition takes no confirmations any more."""


@transaction.atomic
def confirm(signature: Signature, *, agreed: Collection[str] = ()) -> bool:
    """Count a signature; True the first time, False where it was counted already. Safe when called twice at once.

    `agreed`: the tokens of what was ticked with it and its owner has read and wants. The rest stays asleep. Raises
    TooLate for one that waited until its petition was over.
    """
    if signature.state == SignatureState.PENDING and not signature.petition.takes_confirmations:
        raise TooLate
    people.confirm_address(signature.address_id)  # first: whoever forgets signatures locks the address before them
    changed = Signature.objects.filter(pk=signature.pk, state=SignatureState.PENDING).update(
        state=SignatureState.CONFIRMED, confirmed_at=timezone.now()
    )
    if not changed:
        return False
    # Read again under the lock that the update took: a constituency may have been chosen since.
    signature.refresh_from_db(fields=["state", "confirmed_at", "constituency_found", "constituency_chosen"])
    counting.count(signature, signature.constituency_id, 1)
    log.write(signature, EntryKind.SIGNED)
    if agreed:
        wake(signature, agreed)
    return True


def wake(signature: Signature, agreed: Collection[str]) -> None:
    wanted = [consent for consent in signing.ticked_with(signature) if consent.token in agreed]
    consents.confirm(wanted)
    if any(consent.purpose == Purpose.PETITION_UPDATES for consent in wanted):
        Signature.objects.filter(pk=signature.pk).update(wants_updates=True)


def asked_about(signature: Signature) -> list[Consent]:
    """What was ticked with it and its owner has yet to say: of each purpose the newest."""
    newest: dict[str, Consent] = {}
    for consent in signing.ticked_with(signature):
        newest.setdefault(consent.purpose, consent)
    return list(newest.values())


@transaction.atomic
def choose_constituency(*, signature: Signature, constituency: Constituency) -> bool:
    """Where its owner says that they live, which counts before what was looked up.

    False where it says so already, or was withdrawn. A signature that is counted moves from the one to the other, and
    its petition's total stays what it was. Raises ConstituencyEnded. Safe when called twice at once.
    """
    if constituency.valid_to is not None:
        raise ConstituencyEnded
    locked = Signature.objects.select_for_update().filter(pk=signature.pk).first()
    if locked is None or locked.constituency_chosen_id == constituency.pk:
        return False
    before = locked.constituency_id
    locked.constituency_chosen = constituency
    locked.save(update_fields=["constituency_chosen"])
    signature.constituency_chosen = constituency
    if locked.state == SignatureState.CONFIRMED and before != constituency.pk:
        counting.count(locked, constituency.pk, 1)  # more first: no total is ever folded to less than it was
        counting.count(locked, before, -1)
    return True
