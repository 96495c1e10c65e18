"""What whoever holds the link in a message may choose: what the address gets, and to stop it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from mail.enums import SuppressionReason
from mail.services import suppressions
from people.enums import Access, Ended, Purpose
from people.models import AccessRecord, Address, Consent, Person
from people.services import consents, people

MAY_UNDO_FOR = timedelta(days=30)
BY_LINK = (Ended.LINK, Ended.ONE_CLICK)
UNDONE = "mail choices: undone"


def owners(address: Address) -> list[Person]:
    """Whoever is written to at the address, with all records that were found to be theirs: each may have consents.

    In the order in which people are locked.
    """
    return list(records_of(address))


def records_of(address: Address) -> QuerySet[Person]:
    at_it = Person.objects.filter(address=address, erased_at=None).values_list("merged_into_id", "pk")
    roots = [merged_into or pk for merged_into, pk in at_it]
    theirs = Person.objects.filter(Q(pk__in=roots) | Q(merged_into__in=roots), erased_at=None)
    return theirs.select_related("address").order_by("pk")


def locked(address: Address) -> list[Person]:
    """The same, with their addresses and then themselves locked, so that nobody merges or erases them meanwhile."""
    people.lock_addresses({address.pk} | {person.address_id for person in records_of(address)})
    return list(records_of(address).select_for_update(no_key=True, of=("self",)))


def is_shared(address: Address, theirs: Iterable[Person]) -> bool:
    return len({person.merged_into_id or person.pk for person in theirs if person.address_id == address.pk}) > 1


def live(theirs: Iterable[Person]) -> list[Purpose]:
    """The purposes that somebody of these is written to for, in their usual order."""
    found = set(Consent.objects.live().filter(person__in=list(theirs)).values_list("purpose", flat=True))
    return [purpose for purpose in Purpose if purpose in found]


@transaction.atomic
def stop(address: Address, *, purpose: str, how: Ended = Ended.LINK) -> int:
    """End what the address gets for this purpose, whoever agreed to it; returns how many consents were live."""
    return sum(len(consents.end(person=person, purposes=[purpose], how=how)) for person in locked(address))


@transaction.atomic
def stop_everything(address: Address) -> int:
    """As `stop` for every purpose; and no list that the address may be put on later reaches it either."""
    theirs = locked(address)  # so nobody who confirms at the same time lifts what is written now
    for one in addresses_of(address, theirs):
        suppressions.suppress(address_id=one.pk, canonical=one.canonical, reason=SuppressionReason.OBJECTION)
    return sum(len(consents.end(person=person, how=Ended.LINK)) for person in theirs)


def addresses_of(address: Address, theirs: Iterable[Person]) -> list[Address]:
    found = {address.pk: address} | {person.address_id: person.address for person in theirs}
    return [found[pk] for pk in sorted(found)]


def can_be_undone(theirs: Iterable[Person]) -> list[Consent]:
    """What was stopped by a link within thirty days, the last of each purpose, where nothing has taken its place.

    What staff were asked to stop since then stays stopped.
    """
    root = {person.pk: person.merged_into_id or person.pk for person in theirs}
    since = timezone.now() - MAY_UNDO_FOR
    live = set(Consent.objects.live().filter(person__in=root).values_list("person_id", "purpose"))
    ended = Consent.objects.filter(person__in=root, confirmed_at__isnull=False, withdrawn_at__gte=since)
    last = {(consent.person_id, consent.purpose): consent for consent in ended.order_by("withdrawn_at", "pk")}
    objections = AccessRecord.objects.filter(person__in=root, action=Access.OBJECTED, at__gte=since)
    objected = dict(objections.order_by("at").values_list("person_id", "at"))
    return [
        consent
        for key, consent in last.items()
        if key not in live
        and consent.withdrawn_how in BY_LINK
        and objected.get(root[consent.person_id], since) <= (consent.withdrawn_at or since)
    ]


@transaction.atomic
def undo(address: Address) -> int:
    """Begin again to write about what `can_be_undone`; returns how many consents live again."""
    return len(consents.give_again(can_be_undone(locked(address)), form=UNDONE))
