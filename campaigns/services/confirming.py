"""Confirming a signature, which counts it, and choosing where it is counted."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from campaigns.enums import EntryKind, SignatureState
from campaigns.models import Signature
from campaigns.services import counting, log, signing
from people.enums import Purpose
from people.models import Consent, Person
from people.services import consents, people
from places.models import Constituency


class ConstituencyEnded(Exception):
    """A change of boundaries ended the constituency, so nobody lives in it any more."""


class TooLate(Exception):
    """The petition takes no confirmations any more."""


@transaction.atomic
def confirm(signature: Signature, *, agreed: Collection[str] = ()) -> bool:
    """Count a signature; True the first time, False where it was counted already. Safe when called twice at once.

    False too where it was taken out or withdrawn meanwhile, and where the same person's signature counts already, as
    that of somebody who was found to have two addresses may; `counts` tells which.

    `agreed`: the tokens of what was ticked with it and its owner has read and wants. The rest stays asleep. Raises
    TooLate for one that waited until its petition was over.
    """
    if signature.state == SignatureState.PENDING and not signature.petition.takes_confirmations:
        raise TooLate
    people.confirm_address(signature.address_id)  # first: whoever forgets signatures locks the address before them
    if has_another(signature):
        return False
    changed = Signature.objects.filter(pk=signature.pk, state=SignatureState.PENDING).update(
        state=SignatureState.CONFIRMED, confirmed_at=timezone.now()
    )
    if not changed:
        return False
    # Read again under the lock that the update took: a constituency may have been chosen, or its group merged, since.
    signature.refresh_from_db(fields=["state", "confirmed_at", "constituency_found", "constituency_chosen", "group"])
    counting.count(signature, signature.constituency_id, 1)
    log.write(signature, EntryKind.SIGNED)
    if agreed:
        wake(signature, agreed)
    return True


def has_another(signature: Signature) -> bool:
    """Whether another signature of the same person counts, which it then does until this transaction ends."""
    owner = Signature.objects.filter(pk=signature.pk).values("person")
    others = Signature.objects.filter(petition=signature.petition_id, person__in=owner).exclude(pk=signature.pk)
    if not others.exists():
        return False
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=owner))
    return others.confirmed().exists()


def counts(signature: Signature) -> bool:
    """Whether it, or another one of the same person, counts now."""
    owner = Signature.objects.filter(pk=signature.pk).values("person")
    return Signature.objects.confirmed().filter(petition=signature.petition_id, person__in=owner).exists()


def must_be_read_again(signature: Signature) -> bool:
    """Whether the petition had other words when it was signed: it was drafted and opened anew since."""
    opened_at = signature.petition.opened_at
    return opened_at is not None and signature.created_at < opened_at


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
