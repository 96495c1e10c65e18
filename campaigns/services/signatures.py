"""What becomes of signatures: withdrawn, forgotten, blanked."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from campaigns.enums import OVER, CommentState, Decision, EntryKind, SignatureState
from campaigns.models import Attempt, DecisionBatch, ErasedSignature, Petition, Signature, SignatureDecision
from campaigns.models.petition import GRACE
from campaigns.models.signature import SignatureQuerySet
from campaigns.services import counting, invalidating, log, packs, publicity, reminding, signing
from mail.models import Delivery
from pages import generation
from people.models import Address
from people.services import erasure, people

KEPT = "Withdrawn by whoever signed. A legal hold keeps what we have of them."


def unconfirmed_too_long(before: datetime) -> SignatureQuerySet:
    """Those that nobody confirmed, and that no message since then asked for."""
    asked_since = reminding.messages_that_ask().filter(created_at__gte=before)
    return Signature.objects.unconfirmed().filter(~Exists(asked_since), created_at__lt=before)


def confirmable_no_more(before: datetime) -> SignatureQuerySet:
    """Those that nobody confirmed under petitions that ended before, and take no confirmations any more."""
    ended = Petition.objects.over_since(min(before, timezone.now() - GRACE))
    return Signature.objects.unconfirmed().filter(petition__in=ended)


@transaction.atomic
def forget_one(pk: int, address_id: int, *, before: datetime) -> int:
    """Delete a signature that nobody confirmed, with whatever only it gave rise to.

    Under the locks of signing and confirming; asked again, since the owner may have done either meanwhile.
    """
    return forget(unconfirmed_too_long(before), pk, address_id)


@transaction.atomic
def forget_unconfirmable(pk: int, address_id: int, *, before: datetime) -> int:
    return forget(confirmable_no_more(before), pk, address_id)


def forget(still: SignatureQuerySet, pk: int, address_id: int) -> int:
    Address.objects.select_for_update().filter(pk=address_id).first()
    locked = still.select_for_update(of=("self",)).select_related("person", "petition", "address")
    signature = locked.filter(pk=pk).first()
    if signature is None:
        return 0
    if signature.state == SignatureState.INVALIDATED and signature.petition.state not in OVER:
        remember_erased([signature])
    delete(signature)
    erasure.forget_if_unused(signature.person)
    return 1


def delete(signature: Signature) -> None:
    """With the messages about it, and the words in which staff gave their reasons."""
    erasure.blank_deliveries(messages_about([signature]))
    forget_reasons([signature.pk])
    packs.drop_words_of([signature.pk])
    log.destroy_salts([signature.pk])
    signature.delete()


@transaction.atomic
def blank(pks: Collection[int]) -> int:
    """Take off signatures that stay counted all that says whose they are; their lines in the log stay provable."""
    people.lock_addresses(Signature.objects.filter(pk__in=pks).values_list("address_id", flat=True))
    locked = Signature.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    rows = list(locked.only("pk", "address_id"))
    erasure.blank_deliveries(messages_about(rows))
    forget_reasons(pks)
    packs.drop_words_of(pks)
    Attempt.objects.filter(signature__in=pks).update(signature=None)
    log.destroy_salts(pks)
    generation.count()  # pages that show names and comments are made anew
    return Signature.objects.filter(pk__in=pks).update(
        name="", postcode="", comment="", comment_state=CommentState.NONE, is_public=False
    )


def forget_reasons(pks: Collection[int]) -> None:
    """Which decisions there were stays; the words of a reason may name whoever signed.

    Those of a batch go with the last of its decisions that still has them.
    """
    theirs = SignatureDecision.objects.filter(signature__in=pks)
    batches = theirs.exclude(batch=None).values("batch")
    theirs.update(reason="")
    with_words = SignatureDecision.objects.filter(batch=OuterRef("pk")).exclude(reason="")
    DecisionBatch.objects.filter(~Exists(with_words), pk__in=batches).exclude(finished_at=None).update(reason="")


@transaction.atomic
def withdraw(*, person_id: int, signature_id: int) -> bool:
    """Take a signature back, as its owner wishes: it goes whole, and is counted no more. They may sign again.

    Not where staff had invalidated it: that stays so until the petition closes. Where a legal hold keeps what we have
    of them, the row stays, invalidated. False where it is not theirs, is gone, or has no name any more. Safe when
    called twice at once.
    """
    theirs = Signature.objects.filter(pk=signature_id, person_id=person_id).exclude(name="")
    Address.objects.select_for_update().filter(pk__in=theirs.values("address_id")).first()
    signature = theirs.select_for_update(of=("self",)).select_related("address").first()
    if signature is None:
        return False
    if signature.state == SignatureState.CONFIRMED:
        counting.count(signature, signature.constituency_id, -1)
        log.write(signature, EntryKind.WITHDRAWN)
    if publicity.must_be_kept(person_id):
        return set_aside(signature)
    if signature.state == SignatureState.INVALIDATED:
        remember_erased([signature])
    delete(signature)
    return True


def set_aside(signature: Signature) -> bool:
    """Neither counted nor shown, and all of it kept; False where it was so before."""
    if signature.state == SignatureState.INVALIDATED:
        return False
    packs.drop_words_of([signature.pk])
    invalidating.decision(signature, Decision.INVALIDATED, KEPT, None, None).save()
    signature.state, signature.invalidated_at = SignatureState.INVALIDATED, timezone.now()
    signature.save(update_fields=["state", "invalidated_at"])
    return True


def messages_about(signatures: Sequence[Signature]) -> QuerySet[Delivery]:
    addresses = {signature.address_id for signature in signatures}
    return Delivery.objects.filter(address__in=addresses, context__signature__in=[each.pk for each in signatures])


@transaction.atomic
def blank_signatures(person_id: int) -> int:
    """Erase who signed, and keep that somebody did: the counts stay right. What was never confirmed goes whole.

    Until its petition closes the same address can't sign it again, or it would count twice, or in spite of staff.
    """
    theirs = Signature.objects.filter(person_id=person_id).select_related("petition", "address")
    rows = list(theirs.select_for_update(of=("self",)).order_by("pk"))
    confirmed = [row for row in rows if row.confirmed_at is not None]
    decided = [row for row in rows if row.confirmed_at is not None or row.state == SignatureState.INVALIDATED]
    remember_erased([row for row in decided if row.petition.state not in OVER])
    for row in rows:
        if row.confirmed_at is None:
            delete(row)
    return blank([row.pk for row in confirmed]) + len(rows) - len(confirmed)


def remember_erased(rows: Sequence[Signature]) -> None:
    """By a keyed hash, which recognises the address when it comes again. Before the address itself is blanked."""
    ErasedSignature.objects.bulk_create(
        [
            ErasedSignature(
                petition_id=row.petition_id,
                digest=signing.digest_of(petition_id=row.petition_id, canonical=row.address.canonical),
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
