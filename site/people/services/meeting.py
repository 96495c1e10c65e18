"""Meeting many people at once, as a file or a register names them."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction

from mail.services import suppressions
from people import addresses
from people.models import Address, Person


@transaction.atomic(savepoint=False)
def meet_many(known_as: Iterable[tuple[str, str]]) -> dict[str, Person]:
    """Pairs of address and name -> by canonical address the person that `people.meet` would give.

    Every address must be one: addresses.canonical raises NotAnAddress. All of them stay locked until the transaction
    ends, in the order in which everybody locks them.
    """
    wanted: dict[str, tuple[str, str]] = {}
    for email, name in known_as:
        wanted.setdefault(addresses.canonical(email), (email, name))
    locked = lock(wanted)
    suppressions.recall_many({address.pk: address.canonical for address in locked.values()})
    return people_at(locked, {canonical: name for canonical, (_, name) in wanted.items()})


def lock(wanted: Mapping[str, tuple[str, str]]) -> dict[str, Address]:
    """By canonical address; new ones are made in one order, so that nobody waits for ever."""
    found: dict[str, Address] = {}
    while missing := sorted(wanted.keys() - found.keys()):
        new = [Address(canonical=canonical, typed=wanted[canonical][0]) for canonical in missing]
        Address.objects.bulk_create(new, ignore_conflicts=True)
        rows = Address.objects.select_for_update().filter(canonical__in=missing).order_by("pk")
        found |= {address.canonical: address for address in rows}  # less where one was forgotten in between
    return found


def people_at(locked: Mapping[str, Address], names: Mapping[str, str]) -> dict[str, Person]:
    by_key = {address.pk: canonical for canonical, address in locked.items()}
    there: dict[str, list[Person]] = {}
    rows = Person.objects.select_related("merged_into").filter(address__in=by_key).order_by("slot")
    for person in rows:
        there.setdefault(by_key[person.address_id], []).append(person)
    found = {}
    for canonical, everybody in there.items():
        for one in [one for one in everybody if one.erased_at is None][:1]:
            found[canonical] = one.merged_into or one
    missing = [canonical for canonical in locked if canonical not in found]
    new = [
        Person(address=locked[canonical], slot=free_slot(there.get(canonical, ())), name=names[canonical])
        for canonical in missing
    ]
    return found | dict(zip(missing, Person.objects.bulk_create(new), strict=True))


def free_slot(everybody: Collection[Person]) -> int:
    return min({1, 2}.difference(person.slot for person in everybody), default=1)
