"""Legal holds: while one is in force nothing that is held about the person is erased."""

from django.db import transaction
from django.utils import timezone

from people.enums import Access
from people.models import LegalHold, Person, User
from people.services import access


class HeldAlready(Exception):
    """A hold is in force for this person."""


@transaction.atomic
def place(*, person: Person, reason: str, by: User) -> LegalHold:
    """Raises HeldAlready, and Person.DoesNotExist where the record was erased or merged meanwhile.

    Whoever erases locks the person first, so that one of the two comes before the other.
    """
    locked = Person.objects.known().select_for_update().get(pk=person.pk)
    if LegalHold.objects.in_force().about(locked).exists():
        raise HeldAlready
    access.record(Access.HELD, by=by, person=locked)
    return LegalHold.objects.create(person=locked, reason=reason, placed_by=by)


@transaction.atomic
def lift(*, person: Person, by: User) -> bool:
    """Lift the hold in force; False where there is none any more."""
    lifted = person.legal_holds.in_force().update(lifted_at=timezone.now(), lifted_by=by)
    if lifted:
        access.record(Access.RELEASED, by=by, person=person)
    return bool(lifted)
