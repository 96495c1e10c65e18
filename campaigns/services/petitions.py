"""Signing, confirming and counting."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Sum
from django.utils import timezone

from campaigns.enums import SignatureState
from campaigns.models import Petition, PetitionTotal, Signature, SignatureDelta
from campaigns.models.petition import SignatureQuerySet
from mail import services as mail
from mail.models import Delivery
from pages import generation
from people import services as people
from people.models import Address

MOST_MESSAGES_A_DAY = 3  # to one signature, whoever keeps pressing the button
KEEP_UNCONFIRMED = timedelta(days=30)
FOLD_AT_MOST = 10_000  # deltas in one transaction; SQLite takes 32,766 parameters


class PetitionClosed(Exception):
    """The petition is not open for signatures."""


@transaction.atomic
def sign(*, petition: Petition, name: str, email: str, postcode: str) -> Signature:
    """Write down a signature that its owner has yet to confirm, and the message that asks them to.

    Signing again with the same address changes nothing that is held and sends the same message again, at most three
    in 24 hours. Raises PetitionClosed. Safe when called twice at once.
    """
    if not petition.is_open:
        raise PetitionClosed
    person = people.meet(name=name, email=email)
    signature, _ = Signature.objects.get_or_create(
        petition=petition,
        address_id=person.address_id,
        slot=1,
        defaults={"person": person, "name": name, "postcode": postcode, "token": secrets.token_urlsafe(16)},
    )
    ask_to_confirm(signature)
    return signature


def ask_to_confirm(signature: Signature) -> Delivery | None:
    """Queue the message with the address that confirms; None where enough went out in the last 24 hours."""
    since = timezone.now() - timedelta(days=1)
    kind = "confirm_signature" if signature.state == SignatureState.PENDING else "signed_before"
    sent = Delivery.objects.to_address(signature.address_id).filter(
        created_at__gte=since, context__signature=signature.pk
    )
    if sent.count() >= MOST_MESSAGES_A_DAY:
        return None
    context = {
        "signature": signature.pk,
        "name": signature.name,
        "petition": signature.petition.title,
        "confirm_path": signature.get_confirm_path(),
    }
    return mail.queue(kind=kind, address_id=signature.address_id, context=context)


@transaction.atomic
def confirm(signature: Signature) -> bool:
    """Count a signature; True the first time, False where it was counted already. Safe when called twice at once."""
    now = timezone.now()
    changed = Signature.objects.filter(pk=signature.pk, state=SignatureState.PENDING).update(
        state=SignatureState.CONFIRMED, confirmed_at=now
    )
    if not changed:
        return False
    SignatureDelta.objects.create(
        petition_id=signature.petition_id,
        constituency_id=signature.constituency_id,
        group_id=signature.group_id,
        amount=1,
    )
    people.confirm_address(signature.address)
    return True


@transaction.atomic
def fold() -> int:
    """Add the deltas that wait to the totals, each exactly once; returns how many.

    SKIP LOCKED lets two folders run at once on PostgreSQL; on SQLite the transaction itself holds the only write lock.
    """
    waiting = SignatureDelta.objects.filter(folded=False).order_by("pk")
    taken = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)[:FOLD_AT_MOST])
    if not taken:
        return 0
    deltas = SignatureDelta.objects.filter(pk__in=taken)
    sums = list(deltas.values("petition_id").annotate(change=Sum("amount")).order_by("petition_id"))
    for row in sums:
        PetitionTotal.objects.get_or_create(petition_id=row["petition_id"])
        PetitionTotal.objects.filter(petition_id=row["petition_id"]).update(counted=F("counted") + row["change"])
    deltas.update(folded=True)
    generation.count()
    return len(taken)


def forget_unconfirmed() -> int:
    """Delete a slice of the signatures that nobody confirmed in time, with whatever only they gave rise to.

    The time runs from the last message that asked. Returns how many were deleted; call it until that is 0.
    """
    slice_ = list(unconfirmed_too_long().values_list("pk", "address_id")[:500])
    return sum(forget_one(pk, address_id) for pk, address_id in slice_)


def unconfirmed_too_long() -> SignatureQuerySet:
    before = timezone.now() - KEEP_UNCONFIRMED
    asked_since = Delivery.objects.filter(address_id=OuterRef("address_id"), created_at__gte=before)
    return Signature.objects.filter(~Exists(asked_since), state=SignatureState.PENDING, created_at__lt=before)


@transaction.atomic
def forget_one(pk: int, address_id: int) -> int:
    """Under the lock that signing takes too; asked again, since the owner may have signed or confirmed meanwhile."""
    Address.objects.select_for_update().filter(pk=address_id).first()
    signature = unconfirmed_too_long().select_related("person").filter(pk=pk).first()
    if signature is None:
        return 0
    deleted, _ = Signature.objects.filter(pk=pk, state=SignatureState.PENDING).delete()
    people.forget_if_unused(signature.person)
    return deleted


def blank_signatures(person_id: int) -> int:
    """Erase who signed, and keep that somebody did: the counts stay right. What was not confirmed goes whole."""
    unconfirmed, _ = Signature.objects.filter(person_id=person_id, state=SignatureState.PENDING).delete()
    return unconfirmed + Signature.objects.filter(person_id=person_id).update(name="", postcode="")
