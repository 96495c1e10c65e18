"""What whoever holds the link in a message may choose: what the address gets, and to stop it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mail.enums import SuppressionReason
from mail.services import suppressions
from people.enums import Access, Ended, Purpose
from people.models import AccessRecord, Address, Consent, Person
from people.services import consents

MAY_UNDO_FOR = timedelta(days=30)
BY_LINK = (Ended.LINK, Ended.ONE_CLICK)
UNDONE = "mail choices: undone"


def owners(address: Address) -> list[Person]:
    """Whoever is written to at the address, or was found to be somebody else; in the order in which they are locked."""
    at_it = Person.objects.select_related("address", "merged_into__address").filter(address=address, erased_at=None)
    found = {person.pk: person for person in (each.merged_into or each for each in at_it)}
    return [found[pk] for pk in sorted(found) if found[pk].erased_at is None]


def live(people: Iterable[Person]) -> list[Purpose]:
    """The purposes that somebody of these is written to for, in their usual order."""
    found = set(Consent.objects.live().filter(person__in=list(people)).values_list("purpose", flat=True))
    return [purpose for purpose in Purpose if purpose in found]


@transaction.atomic
def stop(address: Address, *, purpose: str, how: Ended = Ended.LINK) -> int:
    """End what the address gets for this purpose, whoever agreed to it; returns how many consents were live."""
    return sum(len(consents.withdraw(person=person, purposes=[purpose], how=how)) for person in owners(address))


@transaction.atomic
def stop_everything(address: Address) -> int:
    """As `stop` for every purpose; and no list that the address may be put on later reaches it either."""
    people = owners(address)
    for one in addresses_of(address, people):  # first: whoever writes to an address locks it before its people
        suppressions.suppress(address_id=one.pk, canonical=one.canonical, reason=SuppressionReason.OBJECTION)
    return sum(len(consents.withdraw(person=person, how=Ended.LINK)) for person in people)


def addresses_of(address: Address, people: Iterable[Person]) -> list[Address]:
    found = {address.pk: address} | {person.address_id: person.address for person in people}
    return [found[pk] for pk in sorted(found)]


def can_be_undone(people: Iterable[Person]) -> list[Consent]:
    """What was stopped by a link within thirty days, the last of each purpose, where nothing has taken its place.

    What staff were asked to stop since then stays stopped.
    """
    known = list(people)
    since = timezone.now() - MAY_UNDO_FOR
    live = set(Consent.objects.live().filter(person__in=known).values_list("person_id", "purpose"))
    ended = Consent.objects.filter(person__in=known, confirmed_at__isnull=False, withdrawn_at__gte=since)
    last = {(consent.person_id, consent.purpose): consent for consent in ended.order_by("withdrawn_at", "pk")}
    objections = AccessRecord.objects.filter(person__in=known, action=Access.OBJECTED, at__gte=since)
    objected = dict(objections.order_by("at").values_list("person_id", "at"))
    return [
        consent
        for key, consent in last.items()
        if key not in live
        and consent.withdrawn_how in BY_LINK
        and (objected.get(consent.person_id) or since) <= (consent.withdrawn_at or since)
    ]


@transaction.atomic
def undo(address: Address) -> int:
    """Begin again to write about what `can_be_undone`; returns how many consents live again."""
    people = owners(address)
    consents.lock(person.pk for person in people)
    return len(consents.give_again(can_be_undone(people), form=UNDONE))
