"""Signing, confirming and counting."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.utils import timezone

from campaigns.enums import SignatureState
from campaigns.models import ConstituencyTotal, Petition, PetitionTotal, Signature, SignatureDelta
from campaigns.models.petition import SignatureQuerySet
from mail.models import Delivery
from mail.services import deliveries
from pages import generation
from people.models import Address, Consent, ConsentWording
from people.services import consents, erasure, newsletter, people
from places.models import Constituency
from places.selectors import places

MOST_MESSAGES_A_DAY = 3  # to one signature, whoever keeps pressing the button
FOLD_AT_MOST = 10_000  # deltas in one transaction; SQLite takes 32,766 parameters


class PetitionClosed(Exception):
    """The petition is not open for signatures."""


class ConstituencyEnded(Exception):
    """A change of boundaries ended the constituency, so nobody lives in it any more."""


@transaction.atomic
def sign(*, petition: Petition, name: str, email: str, postcode: str) -> Signature:
    """Write down a signature that its owner has yet to confirm, and the message that asks them to.

    Signing again with the same address changes nothing that is held and sends the same message again, at most three
    in 24 hours. Raises PetitionClosed. Safe when called twice at once.
    """
    signature = write_down(petition=petition, name=name, email=email, postcode=postcode)
    ask_to_confirm(signature)
    return signature


@transaction.atomic
def sign_and_agree(*, wording: ConsentWording, petition: Petition, name: str, email: str, postcode: str) -> Signature:
    """As `sign`, with the box beside these words ticked. That means nothing before the owner says so too.

    They are asked where they confirm the signature; by a message of its own where that is confirmed already, or where
    they were found to be somebody who is written to at another address.
    """
    signature = write_down(petition=petition, name=name, email=email, postcode=postcode)
    person = signature.person.merged_into or signature.person
    if consents.is_written_to(person, wording.purpose):
        ask_to_confirm(signature)
        return signature
    given = consents.give(person=person, wording=wording, form=form_of(signature))
    is_confirmed = signature.state == SignatureState.CONFIRMED
    if is_confirmed or person.address_id != signature.address_id:
        newsletter.ask_to_confirm(given)
    if not is_confirmed:
        ask_to_confirm(signature)
    return signature


def write_down(*, petition: Petition, name: str, email: str, postcode: str) -> Signature:
    if not petition.is_open:
        raise PetitionClosed
    met = people.meet(name=name, email=email)
    signature, _ = Signature.objects.get_or_create(
        petition=petition,
        address=met.address,
        slot=1,
        defaults={
            "person": met.person,
            "name": name,
            "postcode": postcode,
            "constituency_found": look_up(postcode),
            "token": secrets.token_urlsafe(16),
        },
    )
    return signature


def form_of(signature: Signature) -> str:
    """What a consent says of where it was given. The number finds it again when the petition has another slug."""
    return f"petition {signature.petition_id} {signature.petition.slug}"


def ticked_with(signature: Signature) -> QuerySet[Consent]:
    """What else was agreed to where this was signed, and waits for its owner's answer; the latest first.

    Only what this address may answer: of a merged person that is not the one they are written to.
    """
    owner = signature.person.merged_into_id or signature.person_id
    asleep = Consent.objects.asleep().filter(
        person=owner,
        person__address=signature.address_id,
        form__startswith=f"petition {signature.petition_id} ",
    )
    return asleep.select_related("wording").order_by("-given_at")


def look_up(postcode: str) -> Constituency | None:
    """The constituency in force that the postcode lies in, where our tables say; nobody else is asked."""
    found = places.locate(postcode=postcode).constituency
    return found if found and found.valid_to is None else None


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
    return deliveries.queue(kind=kind, address_id=signature.address_id, context=context)


@transaction.atomic
def confirm(signature: Signature, *, agreed: str = "") -> bool:
    """Count a signature; True the first time, False where it was counted already. Safe when called twice at once.

    `agreed`: the token of what was ticked with it, where its owner has read that and wants it. Else it stays asleep.
    """
    people.confirm_address(signature.address_id)  # first: whoever forgets signatures locks the address before them
    changed = Signature.objects.filter(pk=signature.pk, state=SignatureState.PENDING).update(
        state=SignatureState.CONFIRMED, confirmed_at=timezone.now()
    )
    if not changed:
        return False
    # Read again under the lock that the update took: a constituency may have been chosen since.
    signature.refresh_from_db(fields=["constituency_found", "constituency_chosen"])
    count(signature, signature.constituency_id, 1)
    if agreed:
        consents.confirm(consent for consent in ticked_with(signature) if consent.token == agreed)
    return True


def count(signature: Signature, constituency_id: int | None, amount: int) -> None:
    SignatureDelta.objects.create(
        petition_id=signature.petition_id,
        constituency_id=constituency_id,
        group_id=signature.group_id,
        amount=amount,
    )


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
        count(locked, constituency.pk, 1)  # more first: no total is ever folded to less than it was
        count(locked, before, -1)
    return True


@transaction.atomic
def fold() -> int:
    """Add the deltas that wait to the totals, each exactly once; returns how many.

    One folder at a time for a petition: a signature that moved must be taken from a constituency after it was added
    there. Their lock is the petition's total; on SQLite the transaction itself holds the only write lock.
    """
    waiting = SignatureDelta.objects.filter(folded=False)
    petition_ids = list(waiting.order_by("petition_id").values_list("petition_id", flat=True).distinct())
    if not petition_ids:
        return 0
    lock_totals(petition_ids)
    theirs = waiting.filter(petition_id__in=petition_ids).order_by("pk")
    taken = list(theirs.values_list("pk", flat=True)[:FOLD_AT_MOST])
    if not taken:
        return 0  # another folder had them
    deltas = SignatureDelta.objects.filter(pk__in=taken)
    for petition_id, change in sums_by(deltas, "petition_id"):
        PetitionTotal.objects.filter(pk=petition_id).update(counted=F("counted") + change)
    fold_constituencies(deltas.exclude(constituency=None))
    deltas.update(folded=True)
    generation.count()
    return len(taken)


def lock_totals(petition_ids: list[int]) -> None:
    PetitionTotal.objects.bulk_create([PetitionTotal(pk=pk) for pk in petition_ids], ignore_conflicts=True)
    list(PetitionTotal.objects.select_for_update().filter(pk__in=petition_ids).order_by("pk"))


def sums_by(deltas: QuerySet[SignatureDelta], *keys: str) -> list[tuple[int, ...]]:
    """The keys and the sum of the amounts."""
    return list(deltas.order_by(*keys).values_list(*keys).annotate(change=Sum("amount")))


def fold_constituencies(deltas: QuerySet[SignatureDelta]) -> None:
    """Under the lock on the totals of their petitions. What has no constituency counts for the petition alone."""
    changes = {(petition, seat): change for petition, seat, change in sums_by(deltas, "petition_id", "constituency_id")}
    fresh = [ConstituencyTotal(petition_id=petition, constituency_id=seat) for petition, seat in changes]
    ConstituencyTotal.objects.bulk_create(fresh, ignore_conflicts=True)
    petition_ids = {petition for petition, _ in changes}
    totals = ConstituencyTotal.objects.filter(petition__in=petition_ids)
    by_change: dict[int, list[int]] = {}  # most change by one more: one statement for all of these
    for pk, petition, seat in totals.values_list("pk", "petition_id", "constituency_id"):
        by_change.setdefault(changes.get((petition, seat), 0), []).append(pk)
    for change, pks in by_change.items():
        if change:
            ConstituencyTotal.objects.filter(pk__in=pks).update(counted=F("counted") + change)


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
        count(signature, signature.constituency_id, -1)
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
