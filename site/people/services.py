from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from mail.enums import WAITING, State
from mail.models import Delivery
from people import addresses
from people.models import Address, Person, User


@transaction.atomic
def meet(*, name: str, email: str) -> Person:
    """The person at this address: the one already known, unchanged, or a new one.

    Somebody who types a known address must not be able to change what is held about its owner, so a known person
    keeps the name they have. Safe when called twice at once: the address stays locked until the transaction ends, so
    that nobody forgets it meanwhile and nobody else writes to it.
    """
    address = lock_address(email)
    person, _ = Person.objects.get_or_create(address=address, slot=1, defaults={"name": name})
    return person


def lock_address(email: str) -> Address:
    canonical = addresses.canonical(email)
    while True:
        Address.objects.bulk_create([Address(canonical=canonical, typed=email)], ignore_conflicts=True)
        if (address := Address.objects.select_for_update().filter(canonical=canonical).first()) is not None:
            return address  # else it was forgotten between the two statements


def confirm_address(address_id: int) -> None:
    """Record that the owner of the address answered a message; the first time counts."""
    Address.objects.filter(pk=address_id, confirmed_at=None).update(confirmed_at=timezone.now())


def blank_name(person: Person) -> int:
    return Person.objects.filter(pk=person.pk).update(name="")


def blank_address(person: Person) -> int:
    """Forget the address once nobody else uses it; the row stays, since counted rows point at it."""
    if is_shared(person):
        return 0
    nobody = f"erased-{person.address_id}@invalid.invalid"
    return Address.objects.filter(pk=person.address_id).update(canonical=nobody, typed=nobody, confirmed_at=None)


def blank_messages(person: Person) -> int:
    """Forget what was written to the address once nobody else uses it, and stop what has not left.

    One that is being sent this moment may still leave; its report then finds it settled and changes nothing.
    """
    if is_shared(person):
        return 0
    deliveries = Delivery.objects.to_address(person.address_id)
    unsettled = deliveries.filter(state__in=WAITING | {State.SENDING})
    unsettled.update(state=State.REJECTED, lease_until=None, finished_at=timezone.now())
    return deliveries.update(context={}, error="")


def is_shared(person: Person) -> bool:
    """Whether somebody else, not erased, uses the person's address."""
    return Person.objects.filter(address_id=person.address_id).exclude(pk=person.pk).exclude(name="").exists()


def forget_if_unused(person: Person) -> bool:
    """Delete a person whom nothing points at, with their address and its messages; False where something does."""
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:
        return False
    if not Person.objects.filter(address_id=person.address_id).exists():
        Delivery.objects.to_address(person.address_id).delete()
        Address.objects.filter(pk=person.address_id).delete()
    return True


def close_login(person: Person) -> int:
    """Nobody can sign in with it any more; what its owner did stays attributed to a nameless login."""
    users = User.objects.filter(person=person)
    for user in users:
        user.set_unusable_password()
        user.email, user.first_name, user.last_name = f"closed-{user.pk}@invalid.invalid", "", ""
        user.is_active = False
        user.save()
    return len(users)
