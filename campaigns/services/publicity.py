"""What of a signature the public is shown, as its owner changes their mind."""

from django.db import transaction

from campaigns.enums import CommentState, SignatureState
from campaigns.models import Signature
from campaigns.models.signature import SignatureQuerySet
from campaigns.services import packs
from pages import generation
from people.models import LegalHold


def must_be_kept(person_id: int) -> bool:
    """Whether a legal hold is in force, so that nothing of theirs is deleted."""
    return LegalHold.objects.in_force().people().filter(pk=person_id).exists()


def theirs(person_id: int, signature_id: int) -> SignatureQuerySet:
    return Signature.objects.filter(pk=signature_id, person_id=person_id).exclude(name="")


@transaction.atomic
def show(*, person_id: int, signature_id: int) -> bool:
    """Put the first name and the constituency beside the petition; False where they are there, or it is not theirs."""
    return changed(theirs(person_id, signature_id).filter(is_public=False).update(is_public=True))


@transaction.atomic
def hide(*, person_id: int, signature_id: int) -> bool:
    """Take the name off the petition's page, at once; the signature stays counted."""
    packs.drop_words_of(theirs(person_id, signature_id).values_list("pk", flat=True))
    return changed(theirs(person_id, signature_id).filter(is_public=True).update(is_public=False))


@transaction.atomic
def remove_comment(*, person_id: int, signature_id: int) -> bool:
    """Delete what they said with their signature, which stays counted. Under a legal hold it is shown no more."""
    packs.drop_words_of(theirs(person_id, signature_id).values_list("pk", flat=True))
    with_one = theirs(person_id, signature_id).exclude(comment="")
    if must_be_kept(person_id):
        shown_or_not = with_one.exclude(comment_state=CommentState.REFUSED)
        return changed(shown_or_not.update(comment_state=CommentState.REFUSED))
    return changed(with_one.update(comment="", comment_state=CommentState.NONE))


def changed(rows: int) -> bool:
    if rows:
        generation.publish()  # no stored page may go on showing it
    return bool(rows)


def may_show(signature: Signature) -> bool:
    return signature.name != "" and signature.state == SignatureState.CONFIRMED and not signature.is_public


def may_hide(signature: Signature) -> bool:
    return signature.name != "" and signature.is_public


def has_comment(signature: Signature) -> bool:
    return signature.name != "" and signature.comment != ""
