"""Signing up for our news, and confirming it."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mail.models import Delivery
from mail.services import deliveries
from people.models import Consent, ConsentWording, Person
from people.services import consents, people

FORM = "newsletter"
CONFIRM, BEFORE = "confirm_subscription", "subscribed_before"
MOST_MESSAGES_A_DAY = 3  # to one address, whoever keeps pressing the button
_counted = {CONFIRM, BEFORE}


def count_too(kind: str) -> None:
    """Of an app above: messages of this kind as well go to whatever address somebody types in such a form."""
    _counted.add(kind)


def tell_so(person: Person) -> Delivery | None:
    """That they get the news already."""
    return tell(person, BEFORE, {})


@transaction.atomic
def sign_up(
    *,
    email: str,
    wording: ConsentWording,
    form: str = FORM,
    already: Callable[[Person], Delivery | None] = tell_so,
) -> Delivery | None:
    """Write down a sign-up that its owner has yet to confirm, and the message that asks them to.

    Somebody who gets the news already is told so, or whatever `already` tells them. Whoever typed the address sees no
    difference. None where enough went to the address in the last 24 hours. `form` says where. Safe when called twice
    at once.
    """
    person = people.meet(email=email).person
    consents.lock([person.pk])
    if consents.is_written_to(person, wording.purpose):
        return already(person)
    return ask_to_confirm(consents.give(person=person, wording=wording, form=form))


def ask_to_confirm(consent: Consent) -> Delivery | None:
    """Queue the message with the link that wakes the consent; None where enough went out.

    It goes where the news would go: of a merged person that is not the address they typed.
    """
    context = {
        "consent": consent.pk,
        "wording": consent.wording.text,
        "confirm_path": reverse("newsletter_confirm", args=[consent.token]),
    }
    return tell(consent.person, CONFIRM, context)


def tell(person: Person, kind: str, context: dict[str, object]) -> Delivery | None:
    """Under the lock on the person that giving a consent takes."""
    since = timezone.now() - timedelta(days=1)
    sent = Delivery.objects.to_address(person.address_id).filter(kind__in=_counted, created_at__gte=since)
    if sent.count() >= MOST_MESSAGES_A_DAY:
        return None
    return deliveries.queue(kind=kind, address_id=person.address_id, context=context)


def find(token: str) -> Consent | None:
    """The sign-up that the link in a message names; None where it has ended, or never was.

    None also where the link went to another address than the news would: the record was merged with one since.
    """
    theirs = Consent.objects.select_related("wording", "person__address")
    found = theirs.filter(token=token, withdrawn_at=None, person__erased_at=None).first()
    return found if found and was_sent_link(found) else None


def was_sent_link(consent: Consent) -> bool:
    sent = Delivery.objects.to_address(consent.person.address_id)
    return sent.filter(kind=CONFIRM, context__consent=consent.pk).exists()


def is_subscribed(consent: Consent) -> bool:
    """Whether its giver gets these messages, by this consent or by another."""
    return consents.is_written_to(consent.person, consent.purpose)


@transaction.atomic
def confirm(consent: Consent) -> bool:
    """Begin to write to its giver; False where that was so already, or is over. Safe when called twice at once."""
    people.confirm_address(consent.person.address_id)  # first: an address is locked before its people
    now = find(consent.token)
    if now is None or is_subscribed(now):
        return False
    consents.confirm([now])
    return is_subscribed(now)
