"""What becomes of signatures: withdrawn, forgotten, blanked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from campaigns.enums import EntryKind, SignatureState
from campaigns.models import LogEntry, Signature
from campaigns.models.signature import SignatureQuerySet
from campaigns.services import counting, log
from mail.models import Delivery
from people.models import Address
from people.services import erasure, people


def unconfirmed_too_long(before: datetime) -> SignatureQuerySet:
    """Those that nobody confirmed, and that no message since then asked for."""
    asked_since = Delivery.objects.filter(address_id=OuterRef("address_id"), created_at__gte=before)
    return Signature.objects.filter(~Exists(asked_since), state=SignatureState.PENDING, created_at__lt=before)


@transaction.atomic
def forget_one(pk: int, address_id: int, *, before: datetime) -> int:
    """Delete a signature that nobody confirmed, with whatever only it gave rise to.

    Under the locks of signing and confirming; asked again, since the owner may have done either meanwhile.
    """
    Address.objects.select_for_update().filter(pk=address_id).first()
    signature = (
        unconfirmed_too_long(before).select_for_update(of=("self",)).select_related("person").filter(pk=pk).first()
    )
    if signature is None:
        return 0
    signature.delete()
    people.forget_if_unused(signature.person)
    return 1


def blank(pks: list[int]) -> None:
    """Take the names off signatures that stay counted."""
    Signature.objects.filter(pk__in=pks).update(name="", postcode="")


@transaction.atomic
def withdraw(*, person_id: int, signature_id: int) -> bool:
    """Take a signature back, as its owner wishes: it goes whole, and is counted no more. They may sign again.

    False where it is not theirs, is gone, or has no name any more. Safe when called twice at once.
    """
    theirs = Signature.objects.filter(pk=signature_id, person_id=person_id).exclude(name="")
    Address.objects.select_for_update().filter(pk__in=theirs.values("address_id")).first()
    signature = theirs.select_for_update(of=("self",)).first()
    if signature is None:
        return False
    if signature.state == SignatureState.CONFIRMED:
        counting.count(signature, signature.constituency_id, -1)
        log.write(signature, EntryKind.WITHDRAWN)
        LogEntry.objects.filter(signature=signature).update(salt=None)
    erasure.blank_deliveries(messages_about([signature]))
    signature.delete()
    return True


def messages_about(signatures: Sequence[Signature]) -> QuerySet[Delivery]:
    addresses = {signature.address_id for signature in signatures}
    return Delivery.objects.filter(address__in=addresses, context__signature__in=[each.pk for each in signatures])


def blank_signatures(person_id: int) -> int:
    """Erase who signed, and keep that somebody did: the counts stay right. What was not confirmed goes whole."""
    theirs = Signature.objects.filter(person_id=person_id)
    erasure.blank_deliveries(messages_about(list(theirs)))
    unconfirmed, _ = theirs.filter(state=SignatureState.PENDING).delete()
    return unconfirmed + theirs.update(name="", postcode="")
