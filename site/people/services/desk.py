"""What an officer does about a person's record: each step is in the access log in the same transaction."""

from django.db import transaction

from mail.enums import SuppressionReason
from mail.models import Suppression
from mail.services import suppressions
from people.enums import Access, Ended
from people.models import Person, User
from people.selectors import records
from people.services import access, consents, erasure, people


def locked(person: Person) -> Person:
    """Raises Person.DoesNotExist where the record was erased or merged meanwhile."""
    return Person.objects.known().select_for_update().get(pk=person.pk)


@transaction.atomic
def correct_name(*, person: Person, name: str, by: User, reason: str = "") -> None:
    """What was signed or issued under the old name keeps it."""
    Person.objects.filter(pk=locked(person).pk).update(name=name)
    access.record(Access.CORRECTED, by=by, person=person, reason=reason)


@transaction.atomic
def erase(*, person: Person, by: User, reason: str = "") -> None:
    """Raises erasure.OnHold, and then nothing is erased."""
    if erasure.erase(person):
        access.record(Access.ERASED, by=by, person=person, reason=reason)


@transaction.atomic
def record_objection(*, person: Person, by: User, reason: str = "") -> None:
    """End every permission and write no more news or appeals to any address of theirs (UK GDPR, Article 21(3))."""
    theirs = records.with_merged(Person.objects.known().select_related("address").get(pk=person.pk))
    people.lock_addresses(one.address_id for one in theirs)
    consents.lock(one.pk for one in theirs)  # nobody who confirms at the same time lifts what is written now
    for one in sorted(theirs, key=lambda one: one.address_id):
        suppressions.suppress(
            address_id=one.address_id, canonical=one.address.canonical, reason=SuppressionReason.OBJECTION
        )
    for one in sorted(theirs, key=lambda one: one.pk):
        consents.withdraw(person=one, how=Ended.STAFF)
    access.record(Access.OBJECTED, by=by, person=person, reason=reason)


@transaction.atomic
def lift_suppression(*, person: Person, suppression: Suppression, by: User, because: str) -> bool:
    """Write to the address again; False where it was lifted before."""
    lifted = suppressions.lift(suppression=suppression, by=by, because=because)
    if lifted:
        access.record(Access.LIFTED, by=by, person=person, reason=because)
    return lifted
