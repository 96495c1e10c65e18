"""Asking again those who signed and did not confirm: on request, and by ourselves after two days and after five."""

from datetime import timedelta

from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Greatest
from django.utils import timezone

from campaigns.models import Petition, Signature
from campaigns.models.signature import SignatureQuerySet
from campaigns.services import codes, signing
from mail.models import Delivery, Suppression
from mail.services import deliveries
from people import addresses
from people.services import people

KIND = "remind_signature"
# Since the last message: so the reminders come two days and five days after the first.
AFTER_ONE, AFTER_TWO = timedelta(days=2), timedelta(days=3)
AT_ONCE, MOST_A_RUN = 100, 20_000


def remind() -> int:
    """Queue the reminders that are due, each exactly once however often this runs or is stopped; returns how many."""
    reminded, after = 0, 0
    while reminded < MOST_A_RUN:
        slice_ = list(due().filter(pk__gt=after).order_by("pk").values_list("pk", "address_id")[:AT_ONCE])
        if not slice_:
            break
        after = slice_[-1][0]
        reminded += remind_some(pks=[pk for pk, _ in slice_], address_ids=[address for _, address in slice_])
    return reminded


def messages_that_ask() -> QuerySet[Delivery]:
    """About the signature of the query around it: those that ask its owner to confirm."""
    about = Cast(KT("context__signature"), BigIntegerField())
    to_its_owner = Delivery.objects.filter(address_id=OuterRef("address_id"), kind__in=("confirm_signature", KIND))
    return to_its_owner.annotate(about=about).filter(about=OuterRef("pk"))


def due() -> SignatureQuerySet:
    now, about_it = timezone.now(), messages_that_ask()
    after_one = Q(asked__lt=2) & ~Exists(about_it.filter(created_at__gt=now - AFTER_ONE))
    after_two = Q(asked=2) & ~Exists(about_it.filter(created_at__gt=now - AFTER_TWO))
    stopped = Suppression.objects.of_everything().filter(address_id=OuterRef("address_id"))
    waiting = Signature.objects.pending().filter(
        created_at__lte=now - AFTER_ONE,
        asked__lt=signing.MOST_ASKED,
        petition__in=Petition.objects.open(),
        person__erased_at=None,
    )
    return waiting.exclude(name="").filter(after_one | after_two).exclude(Exists(stopped))


@transaction.atomic
def remind_some(*, pks: list[int], address_ids: list[int]) -> int:
    """Under the locks of signing and confirming, asked again: their owners may have confirmed meanwhile."""
    people.lock_addresses(address_ids)
    rows = due().select_for_update(of=("self",)).select_related("petition").filter(pk__in=pks).order_by("pk")
    signatures = list(rows)
    Signature.objects.filter(pk__in=[each.pk for each in signatures]).update(asked=Greatest(F("asked"), 1) + 1)
    for signature in signatures:
        deliveries.queue(kind=KIND, address_id=signature.address_id, context=signing.context_of(signature))
    return len(signatures)


@transaction.atomic
def send_again(*, petition: Petition, email: str) -> int:
    """The message again for whoever signed with this address, as often as signing again would send it.

    Returns how many went out, which nobody is told.
    """
    theirs = codes.of_address(petition, addresses.canonical(email))
    people.lock_addresses({signature.address_id for signature in theirs})
    return sum(1 for signature in theirs if signing.ask_to_confirm(signature) is not None)
