"""Meeting people, and the address they are written to."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import ProtectedError, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from mail.models import Delivery
from mail.services import suppressions
from people import addresses
from people.models import Address, EntryCode, Person


class Met(NamedTuple):
    person: Person
    address: Address  # as typed now; of a merged person it may not be the one they are written to


@transaction.atomic(savepoint=False)
def meet(*, email: str, name: str = "") -> Met:
    """The person at this address: the one already known, unchanged, or a new one.

    Somebody who types a known address must not be able to change what is held about its owner, so a known person
    keeps the name they have. Safe when called twice at once: the address stays locked until the transaction ends, so
    that nobody forgets it meanwhile and nobody else writes to it.
    """
    address = lock_address(email)
    known = Person.objects.select_related("merged_into").filter(address=address, erased_at=None).order_by("slot")
    person = known.first() or Person.objects.create(address=address, slot=free_slot(address), name=name)
    return Met(person.merged_into or person, address)


def free_slot(address: Address) -> int:
    """Beside somebody who was erased; of two of these nobody knows the address any more."""
    taken = Person.objects.filter(address=address).values_list("slot", flat=True)
    return min({1, 2}.difference(taken), default=1)


def meet_second(*, address: Address, first_id: int, name: str) -> Person | None:
    """The other person of an address at which somebody was met: the one already known, unchanged, or a new one.

    None where no place is left for another: one was found to be the first, or was erased. Under the lock on the
    address that meeting the first took.
    """
    everybody = list(Person.objects.select_related("merged_into").filter(address=address).order_by("slot"))
    first = Person.objects.values_list("merged_into_id", flat=True).get(pk=first_id) or first_id
    for person in everybody:
        root = person.merged_into or person
        if root.pk != first and person.erased_at is None and root.erased_at is None:
            return root
    free = {1, 2} - {person.slot for person in everybody}
    return Person.objects.create(address=address, slot=min(free), name=name) if free else None


def lock_address(email: str) -> Address:
    canonical = addresses.canonical(email)
    while True:
        Address.objects.bulk_create([Address(canonical=canonical, typed=email)], ignore_conflicts=True)
        if (address := Address.objects.select_for_update().filter(canonical=canonical).first()) is not None:
            suppressions.recall(address_id=address.pk, canonical=canonical)
            return address  # else it was forgotten between the two statements


def lock_addresses(pks: Iterable[int]) -> None:
    """Until the transaction ends. Everybody locks addresses before people, so that nobody waits for ever."""
    list(Address.objects.select_for_update(no_key=True).filter(pk__in=list(pks)).order_by("pk").values_list("pk"))


def confirm_address(address_id: int) -> None:
    """Record that the owner of the address answered a message; the first time counts.

    Either way it is locked as by `lock_addresses`.
    """
    Address.objects.filter(pk=address_id).update(confirmed_at=Coalesce("confirmed_at", Value(timezone.now())))


def was_active(person_id: int) -> None:
    """They did something that shows that they want to be here, so nobody asks them whether to keep their data."""
    Person.objects.filter(pk=person_id).update(active_at=timezone.now(), asked_at=None)


def everybody_was_active(address_id: int) -> None:
    Person.objects.known().filter(address_id=address_id).update(active_at=timezone.now(), asked_at=None)


def is_shared(person: Person) -> bool:
    """Whether somebody else, not erased, uses the person's address: whoever is met there, in whichever record."""
    root = person.merged_into_id or person.pk
    others = Person.objects.filter(address_id=person.address_id, erased_at=None)
    return others.annotate(root=Coalesce("merged_into_id", "pk")).exclude(root=root).exists()


def forget_if_unused(person: Person) -> bool:
    """Delete a person whom nothing points at, with their address and its messages; False where something does."""
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:
        return False
    forget_address_if_unused(person.address_id)
    return True


def forget_address_if_unused(address_id: int) -> None:
    if not Person.objects.filter(address_id=address_id).exists():
        EntryCode.objects.filter(address_id=address_id).delete()
        Delivery.objects.to_address(address_id).delete()
        Address.objects.filter(pk=address_id).delete()


def forget_addresses_if_unused(pks: Iterable[int]) -> None:
    """As `forget_address_if_unused`, of many at once."""
    unused = list(Address.objects.filter(pk__in=list(pks), people=None).values_list("pk", flat=True))
    EntryCode.objects.filter(address__in=unused).delete()
    Delivery.objects.filter(address__in=unused).delete()
    Address.objects.filter(pk__in=unused).delete()
