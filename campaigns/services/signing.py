"""Signing a petition: writing a signature down, and asking its owner to confirm it."""

import secrets
from datetime import timedelta
from typing import overload

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from campaigns.enums import CommentState, Judgement, SignatureState
from campaigns.models import ErasedSignature, Petition, Signature
from campaigns.services import fast_signing, fraud
from campaigns.services.given import Given
from groups.models import CommunityGroup
from mail import fingerprints
from mail.models import Delivery
from mail.services import deliveries
from people import addresses, notices
from people.enums import Purpose
from people.models import Address, Consent, ConsentWording, Person
from people.services import consents, newsletter, people
from people.services.people import Met
from places.models import Constituency
from places.selectors import places

MOST_MESSAGES_A_DAY = 3  # to one signature, whoever keeps pressing the button
MOST_TO_AN_ADDRESS = 10  # a day, about all petitions: whoever types somebody else's address can't fill their inbox
MOST_ASKED = 3  # messages that ask to confirm a signature, in all
MESSAGES = {SignatureState.PENDING: "confirm_signature", SignatureState.CONFIRMED: "signed_before"}


class PetitionClosed(Exception):
    """The petition is not open for signatures."""


class ErasedBefore(Exception):
    """Whoever had this address signed and was erased, so it may not sign this petition again."""


@overload
def sign(
    *,
    petition: Petition,
    name: str,
    email: str,
    postcode: str = "",
    country: str = "GB",
    is_public: bool = False,
    comment: str = "",
    agreed: tuple[ConsentWording, ...] = (),
    group: CommunityGroup | None = None,
    seen: None = None,
) -> Signature: ...


@overload
def sign(
    *,
    petition: Petition,
    name: str,
    email: str,
    postcode: str = "",
    country: str = "GB",
    is_public: bool = False,
    comment: str = "",
    agreed: tuple[ConsentWording, ...] = (),
    group: CommunityGroup | None = None,
    seen: fraud.Seen | None,
) -> Signature | None: ...


def sign(
    *,
    petition: Petition,
    name: str,
    email: str,
    postcode: str = "",
    country: str = "GB",
    is_public: bool = False,
    comment: str = "",
    agreed: tuple[ConsentWording, ...] = (),
    group: CommunityGroup | None = None,
    seen: fraud.Seen | None = None,
) -> Signature | None:
    """Write down a signature that its owner has yet to confirm, and the message that asks them to.

    None where a rule refused it, or the address was erased from this petition; one that a rule holds has no message
    yet. Without `seen` nothing is judged, and ErasedBefore is raised. Whoever typed it is told the same each time.

    Signing again with the same address and name changes nothing that is held and sends the same message again. A
    second person of the address may sign too, with another name and the same postcode. What was ticked means nothing
    before its owner says so too. Raises PetitionClosed. Safe when called twice at once.
    """
    given = Given(petition, name, email, postcode, country, is_public, comment, agreed, group)
    if not petition.is_open:
        raise PetitionClosed
    is_suspect = seen is not None and fraud.is_suspect(seen)
    return (None if is_suspect else write_at_once(given, seen)) or judge_and_write(given, seen)


def judge_and_write(given: Given, seen: fraud.Seen | None) -> Signature | None:
    if seen is None:
        return write_down(given)
    verdict = fraud.judge(petition_id=given.petition.pk, seen=seen)
    try:
        if verdict.judgement == Judgement.HELD:
            return write_at_once(given, seen, verdict) or write_down(given, seen, verdict)
        if verdict.judgement == Judgement.PASSED:
            return write_down(given, seen, verdict)
    except ErasedBefore:
        pass
    fraud.unsaved(petition_id=given.petition.pk, seen=seen, verdict=verdict).save()
    return None


def write_at_once(given: Given, seen: fraud.Seen | None, verdict: fraud.Verdict = fraud.PASSED) -> Signature | None:
    """As `write_down`, in one statement; one to be passed is judged there too, by the rules that count.

    None, and nothing written, where a rule finds something, the address is known, or the like.
    """
    if not fast_signing.is_possible():
        return None
    signature = unsaved(given, verdict)
    rows = rows_of(given, signature, seen, verdict)
    digest = digest_of(petition_id=given.petition.pk, canonical=rows.address.canonical)
    quotas = None
    if seen is not None and verdict == fraud.PASSED:
        quotas = fraud.within_quotas(petition_id=given.petition.pk, seen=seen)
    return signature if fast_signing.write(rows, digest=digest, quotas=quotas) else None


def rows_of(given: Given, signature: Signature, seen: fraud.Seen | None, verdict: fraud.Verdict) -> fast_signing.Rows:
    canonical = addresses.canonical(given.email)
    notice_id = notices.kept() if given.agreed else None
    form = form_of(signature)
    return fast_signing.Rows(
        address=Address(canonical=canonical, typed=given.email),
        person=Person(name=given.name),
        signature=signature,
        consents=[Consent(wording=each, purpose=each.purpose, form=form, notice_id=notice_id) for each in given.agreed],
        delivery=first_message(signature, canonical) if signature.state == SignatureState.PENDING else None,
        attempt=fraud.unsaved(petition_id=given.petition.pk, seen=seen, verdict=verdict) if seen else None,
    )


def first_message(signature: Signature, canonical: str) -> Delivery:
    signature.asked = 1
    domain = canonical.rpartition("@")[2]
    return deliveries.unsaved(kind="confirm_signature", domain=domain, context=context_of(signature))


@transaction.atomic
def write_down(given: Given, seen: fraud.Seen | None = None, verdict: fraud.Verdict = fraud.PASSED) -> Signature:
    if not Petition.objects.open().filter(pk=given.petition.pk).exists():
        raise PetitionClosed
    met = people.meet(name=given.name, email=given.email)
    if was_erased(petition_id=given.petition.pk, canonical=met.address.canonical):
        raise ErasedBefore
    signature = find_or_create(given, met, verdict)
    if seen is not None:
        fraud.unsaved(petition_id=given.petition.pk, seen=seen, verdict=verdict, signature=signature).save()
    is_held = verdict.judgement == Judgement.HELD
    was_asked = agree(signature, given.agreed, may_ask=not is_held)
    if not is_held and not was_asked:
        ask_to_confirm(signature)
    return signature


def find_or_create(given: Given, met: Met, verdict: fraud.Verdict) -> Signature:
    """Under the lock on the address. Where it has no place left, one of those that it has."""
    theirs = list(Signature.objects.filter(petition=given.petition, address=met.address).order_by("slot"))
    if not theirs:
        return create(given, met, verdict, slot=1)
    for signature in theirs:
        signature.petition = given.petition
        if fraud.loosely(signature.name) == fraud.loosely(given.name):
            return signature
    if len(theirs) == 1 and given.postcode and given.postcode == theirs[0].postcode:
        second = people.meet_second(address=met.address, first_id=theirs[0].person_id, name=given.name)
        if second is not None:
            return create(given, Met(second, met.address), verdict, slot=3 - theirs[0].slot)
    return next((each for each in theirs if each.state == SignatureState.CONFIRMED), theirs[0])


def create(given: Given, met: Met, verdict: fraud.Verdict, *, slot: int) -> Signature:
    signature = unsaved(given, verdict)
    signature.address, signature.person, signature.slot = met.address, met.person, slot
    signature.constituency_found = look_up(given.postcode) if given.postcode else None
    signature.save(force_insert=True)
    return signature


def unsaved(given: Given, verdict: fraud.Verdict) -> Signature:
    """Without address, person and constituency."""
    return Signature(
        state=SignatureState.HELD if verdict.judgement == Judgement.HELD else SignatureState.PENDING,
        petition=given.petition,
        name=given.name,
        postcode=given.postcode,
        country=given.country,
        is_public=given.is_public,
        comment=given.comment,
        comment_state=CommentState.WAITING if given.comment else CommentState.NONE,
        group=given.group,
        token=secrets.token_urlsafe(16),
    )


def look_up(postcode: str) -> Constituency | None:
    """The constituency in force that the postcode lies in, where our tables say; nobody else is asked."""
    found = places.locate(postcode=postcode).constituency
    return found if found and found.valid_to is None else None


def digest_of(*, petition_id: int, canonical: str) -> str:
    """What recognises an erased address that signed this petition, without telling which it is."""
    return fingerprints.of(f"{petition_id}:{canonical}", use="signed before erasure")


def was_erased(*, petition_id: int, canonical: str) -> bool:
    digest = digest_of(petition_id=petition_id, canonical=canonical)
    return ErasedSignature.objects.filter(petition_id=petition_id, digest=digest).exists()


def agree(signature: Signature, wordings: tuple[ConsentWording, ...], *, may_ask: bool) -> bool:
    """Write down what was ticked. Its owner is asked where they confirm the signature.

    By a message of its own where that is confirmed already, or where they were found to be somebody who is written to
    at another address. True where such a message does for the one that a confirmed signature gives rise to.
    """
    person = signature.person.merged_into or signature.person
    is_confirmed = signature.state == SignatureState.CONFIRMED
    asks_apart = is_confirmed or person.address_id != signature.address_id
    given = [each for each in wordings if not consents.is_written_to(person, each.purpose)]
    known = {each.purpose for each in wordings if each not in given}
    if Purpose.PETITION_UPDATES in known and not is_confirmed:  # or whoever types their address could ask for them
        Signature.objects.filter(pk=signature.pk).update(wants_updates=True)
    if not given or (asks_apart and not may_ask):
        return False
    for wording in given:
        consent = consents.give(person=person, wording=wording, form=form_of(signature))
        if asks_apart:
            newsletter.ask_to_confirm(consent)
    return is_confirmed


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


def ask_to_confirm(signature: Signature) -> Delivery | None:
    """Queue the message with the address that confirms, or that says that it was signed before.

    None where enough went out, in the last 24 hours or in all, and where there is nothing to say: a signature that is
    held, was invalidated, or has no name any more.
    """
    kind = message_of(signature)
    if kind is None:
        return None
    if had_enough(signature):
        return None
    if signature.state == SignatureState.PENDING and not note_asking(signature):
        return None
    return deliveries.queue(kind=kind, address_id=signature.address_id, context=context_of(signature))


def had_enough(signature: Signature) -> bool:
    sent = Delivery.objects.to_address(signature.address_id).filter(
        created_at__gte=timezone.now() - timedelta(days=1), kind__in=MESSAGES.values()
    )
    numbers = sent.aggregate(to_all=Count("pk"), to_this=Count("pk", filter=Q(context__signature=signature.pk)))
    return bool(numbers["to_all"] >= MOST_TO_AN_ADDRESS or numbers["to_this"] >= MOST_MESSAGES_A_DAY)


def message_of(signature: Signature) -> str | None:
    if not signature.name:
        return None
    return MESSAGES.get(SignatureState(signature.state))


def note_asking(signature: Signature) -> bool:
    """Count a message that asks to confirm; False where there were as many as there may be."""
    few = Signature.objects.filter(pk=signature.pk, asked__lt=MOST_ASKED)
    return bool(few.update(asked=F("asked") + 1))


def context_of(signature: Signature) -> dict[str, object]:
    return {
        "signature": signature.pk,
        "name": signature.name,
        "petition": signature.petition.title,
        "confirm_path": signature.get_confirm_path(),
    }
