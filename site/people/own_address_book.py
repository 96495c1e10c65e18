"""The addresses of this app, for the post room below it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from mail import address_book
from people import addresses
from people.enums import Access
from people.models import Address, Person
from people.services import access, people

POST_ROOM = "In the post room"


@transaction.atomic
def own(user: Any) -> int:
    return people.lock_address(user.email).pk


def find(email: str, user: Any) -> int | None:
    access.record(Access.SEARCHED, by=user, reason=POST_ROOM)
    try:
        validate_email(email)
        canonical = addresses.canonical(email)
    except (ValidationError, ValueError):
        return None
    return Address.objects.filter(canonical=canonical).values_list("pk", flat=True).first()


def shown(address_id: int, user: Any) -> None:
    for person in Person.objects.filter(address=address_id, erased_at=None).select_related("merged_into"):
        access.record(Access.VIEWED, by=user, person=person.merged_into or person, reason=POST_ROOM)


def register_own() -> None:
    address_book.register(address_book.Book(own=own, find=find, shown=shown))
