"""Erasing what is held about a person: ground for each app's own part is people.holdings."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.users.models import UserProfile

from mail.enums import IN_HAND, SETTLED, WAITING, State
from mail.models import Delivery, ProviderEvent
from mail.services import suppressions
from pages import generation
from people import holdings
from people.enums import Ended
from people.models import (
    AccessRecord,
    Address,
    Consent,
    DataRequest,
    EntryCode,
    LegalHold,
    Merge,
    Person,
    RequestEvent,
    User,
)
from people.services import consents, people


class OnHold(Exception):
    """A legal hold is in force, so nothing may be erased."""


@transaction.atomic
def erase(person: Person) -> bool:
    """Blank all that names the person, in every app, and keep what is counted; False where that was done before.

    With them go the records that were found to be theirs. A message that is being sent this moment may still leave.
    Raises OnHold.
    """
    everybody = lock(person)
    if any(LegalHold.objects.in_force().about(each).exists() for each in everybody):
        raise OnHold
    with generation.at_the_end():
        for each in everybody:
            blank_all(each)
    return bool(everybody)


def blank_all(person: Person) -> None:
    consents.withdraw(person=person, how=Ended.ERASED)
    for holding in holdings.registered():
        holding.erase(person)
    Merge.objects.filter(Q(kept=person) | Q(gone=person)).update(moved={}, final=True)
    Person.objects.filter(pk=person.pk).update(erased_at=timezone.now())


def lock(person: Person) -> list[Person]:
    """The person and whoever was merged into them, not erased yet; addresses first, as meeting somebody locks them.

    Also locked is whom they were merged into, so that no hold is placed there meanwhile; people always in one order.
    """
    theirs = Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person), erased_at=None)
    addresses = theirs.values_list("address_id", flat=True)
    list(Address.objects.select_for_update().filter(pk__in=list(addresses)).order_by("pk"))
    kept = Person.objects.filter(pk=person.pk).values("merged_into")
    everybody = Q(pk=person.pk) | Q(merged_into=person) | Q(pk__in=kept)
    list(Person.objects.select_for_update().filter(everybody).order_by("pk"))
    return list(theirs.select_for_update().order_by("pk"))


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


@transaction.atomic
def forget_if_unused(person: Person) -> None:
    """As `people.forget_if_unused`. Where somebody erased had shared the address, nobody is left to keep it for."""
    people.forget_if_unused(person)
    if not Person.objects.filter(address=person.address_id, erased_at=None).exists():
        for erased in Person.objects.filter(address=person.address_id)[:1]:
            for forget in (blank_messages, forget_suppressions, forget_codes, blank_address):
                forget(erased)


def messages_of(person: Person) -> QuerySet[Delivery]:
    """All to the address; where somebody else uses it too, not what waits to be sent to them."""
    written = Delivery.objects.to_address(person.address_id)
    if not people.is_shared(person):
        return written
    allowed = Q(basis__person=person) | Q(context__consent__in=list(person.consents.values_list("pk", flat=True)))
    return written.filter(Q(state__in=SETTLED) | allowed | Q(context__name=person.name))


def blank_messages(person: Person) -> int:
    return blank_deliveries(messages_of(person))


def blank_deliveries(deliveries: QuerySet[Delivery]) -> int:
    """Forget what was written, and stop what has not left.

    One that is being sent this moment may still leave; its report then finds it settled and changes nothing.
    """
    events_about(deliveries).update(raw={})
    unsent = deliveries.filter(state__in=WAITING | IN_HAND)
    chosen = set(deliveries.values_list("pk", flat=True))  # what comes next may change which are meant
    unsent.update(state=State.CANCELLED, lease_until=None, finished_at=timezone.now())
    return Delivery.objects.filter(pk__in=chosen).update(context={}, error="", domain="")


def events_about(deliveries: QuerySet[Delivery]) -> QuerySet[ProviderEvent]:
    """What mail providers told of these messages; as they tell it, it names the address."""
    by_provider = deliveries.exclude(provider_id="").values("provider_id")
    return ProviderEvent.objects.filter(
        Q(delivery__in=deliveries.values("message_id")) | Q(provider_id__in=by_provider)
    )


def forget_suppressions(person: Person) -> int:
    """Only a keyed hash stays, which recognises the address when it comes again."""
    return 0 if people.is_shared(person) else suppressions.forget_address(person.address_id)


def forget_codes(person: Person) -> int:
    return 0 if people.is_shared(person) else EntryCode.objects.filter(address_id=person.address_id).delete()[0]


def end_consents(person: Person) -> int:
    """They stay as evidence, for as long as the policy says, under a nameless person."""
    return Consent.objects.filter(person=person).count()


def blank_requests(person: Person) -> int:
    """That there was a request, when, and its steps stay; not who asked, nor any words."""
    return DataRequest.objects.filter(person=person).update(contact="", details="", outcome="", extended_because="")


def blank_request_steps(person: Person) -> int:
    return RequestEvent.objects.filter(request__person=person).update(note="")


def blank_access_records(person: Person) -> int:
    """Which of the staff did what, and when, stays; the reason they gave may name the person."""
    return AccessRecord.objects.filter(person=person).update(reason="")


def close_login(person: Person) -> int:
    """Nobody can sign in with it any more; what its owner did stays attributed to a nameless login."""
    users = User.objects.filter(person=person)
    for user in users:
        user.set_unusable_password()
        user.email, user.first_name, user.last_name = f"closed-{user.pk}@invalid.invalid", "", ""
        user.is_active = False
        user.save()
    return len(users)


def forget_login_addresses(person: Person) -> int:
    deleted: int = EmailAddress.objects.filter(user__person=person).delete()[0]
    return deleted


def forget_ways_to_sign_in(person: Person) -> int:
    deleted: int = Authenticator.objects.filter(user__person=person).delete()[0]
    return deleted


def forget_settings(person: Person) -> int:
    profiles = list(UserProfile.objects.filter(user__person=person))
    for profile in profiles:
        profile.avatar.delete(save=False)
        profile.delete()
    return len(profiles)
