"""Signing up for our news, and confirming it."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mail.models import Delivery
from mail.services import deliveries
from people.models import Address, Consent, ConsentWording
from people.services import consents, people

FORM = "newsletter"
CONFIRM, BEFORE = "confirm_subscription", "subscribed_before"
MOST_MESSAGES_A_DAY = 3  # to one address, whoever keeps pressing the button


@transaction.atomic
def sign_up(*, email: str, wording: ConsentWording) -> Delivery | None:
    """Write down a sign-up that its owner has yet to confirm, and the message that asks them to.

    Somebody who gets the news already is told so. Whoever typed the address sees no difference. None where enough
    went to the address in the last 24 hours. Safe when called twice at once.
    """
    met = people.meet(email=email)
    if met.person.consents.live().filter(purpose=wording.purpose).exists():
        return tell(met.address, BEFORE, {})
    return ask_to_confirm(consents.give(person=met.person, wording=wording, form=FORM), met.address)


def ask_to_confirm(consent: Consent, address: Address) -> Delivery | None:
    """Queue the message with the link that wakes the consent; None where enough went out."""
    context = {
        "consent": consent.pk,
        "wording": consent.wording.text,
        "confirm_path": reverse("newsletter_confirm", args=[consent.token]),
    }
    return tell(address, CONFIRM, context)


def tell(address: Address, kind: str, context: dict[str, object]) -> Delivery | None:
    """Under the lock on the address that meeting its owner took."""
    since = timezone.now() - timedelta(days=1)
    sent = Delivery.objects.to_address(address.pk).filter(kind__in=(CONFIRM, BEFORE), created_at__gte=since)
    if sent.count() >= MOST_MESSAGES_A_DAY:
        return None
    return deliveries.queue(kind=kind, address_id=address.pk, context=context)


def find(token: str) -> Consent | None:
    """The sign-up that the link in a message names; None where it has ended, or never was."""
    found = Consent.objects.select_related("wording", "person__address").filter(token=token, withdrawn_at=None)
    return found.filter(person__erased_at=None).first()


def is_subscribed(consent: Consent) -> bool:
    """Whether its giver gets these messages, by this consent or by another."""
    return Consent.objects.live().filter(person_id=consent.person_id, purpose=consent.purpose).exists()


@transaction.atomic
def confirm(consent: Consent) -> bool:
    """Begin to write to its giver; False where that was so already, or is over. Safe when called twice at once."""
    people.confirm_address(consent.person.address_id)  # first: whoever forgets an address locks it before its people
    return bool(consents.confirm([consent]))
