"""Signing a petition: writing a signature down, and asking its owner to confirm it."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.enums import SignatureState
from campaigns.models import Petition, Signature
from mail.models import Delivery
from mail.services import deliveries
from people.models import Consent, ConsentWording
from people.services import consents, newsletter, people
from places.models import Constituency
from places.selectors import places

MOST_MESSAGES_A_DAY = 3  # to one signature, whoever keeps pressing the button


class PetitionClosed(Exception):
    """The petition is not open for signatures."""


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
