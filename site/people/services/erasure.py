"""Erasing what is held about a person: ground for each app's own part is people.holdings."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from mail.enums import IN_HAND, WAITING, State
from mail.models import Delivery
from people import holdings
from people.enums import Ended
from people.models import Address, Consent, LegalHold, Merge, Person, User
from people.services import consents, people


class OnHold(Exception):
    """A legal hold is in force, so nothing may be erased."""


@transaction.atomic
def erase(person: Person) -> None:
    """Blank all that names the person, in every app, and keep what is counted. Raises OnHold.

    Doing it again changes nothing. A message that is being sent this moment may still leave.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if LegalHold.objects.filter(person=locked, lifted_at=None).exists():
        raise OnHold
    consents.withdraw(person=locked, how=Ended.ERASED)
    for holding in holdings.registered():
        holding.erase(locked)
    Merge.objects.filter(kept=locked).update(moved={}, final=True)
    Merge.objects.filter(gone=locked).update(moved={}, final=True)
    for merged in Person.objects.filter(merged_into=locked, erased_at=None):
        erase(merged)
    Person.objects.filter(pk=locked.pk).update(erased_at=timezone.now())


def blank_name(person: Person) -> int:
    return Person.objects.filter(pk=person.pk).update(name="")


def blank_address(person: Person) -> int:
    """Forget the address once nobody else uses it; the row stays, since counted rows point at it."""
    if people.is_shared(person):
        return 0
    nobody = f"erased-{person.address_id}@invalid.invalid"
    return Address.objects.filter(pk=person.address_id).update(
        canonical=nobody, typed=nobody, confirmed_at=None, token=secrets.token_urlsafe()
    )


def blank_messages(person: Person) -> int:
    """Forget what was written to the address once nobody else uses it, and stop what has not left.

    One that is being sent this moment may still leave; its report then finds it settled and changes nothing.
    """
    if people.is_shared(person):
        return 0
    deliveries = Delivery.objects.to_address(person.address_id)
    deliveries.filter(state__in=WAITING | IN_HAND).update(
        state=State.CANCELLED, lease_until=None, finished_at=timezone.now()
    )
    return deliveries.update(context={}, error="", domain="")


def end_consents(person: Person) -> int:
    """They stay as evidence, for as long as the policy says, under a nameless person."""
    return Consent.objects.filter(person=person).count()


def close_login(person: Person) -> int:
    """Nobody can sign in with it any more; what its owner did stays attributed to a nameless login."""
    users = User.objects.filter(person=person)
    for user in users:
        user.set_unusable_password()
        user.email, user.first_name, user.last_name = f"closed-{user.pk}@invalid.invalid", "", ""
        user.is_active = False
        user.save()
    EmailAddress.objects.filter(user__in=users).delete()
    Authenticator.objects.filter(user__in=users).delete()
    return len(users)
