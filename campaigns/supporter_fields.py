"""What a list of supporters can say: how each column is called and read, and whether its address can be written to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from campaigns.services.answers import MACHINES
from mail import envelopes
from mail.errors import Unwritable
from people import addresses
from training import import_fields
from training.import_fields import Field, Unreadable, named

EMAIL, AGREED = "email", "agreed"


def email(cell: str) -> str:
    """An address that mail can be sent to, that somebody reads, and that is not mistyped in a way that we know."""
    typed = import_fields.email(cell)
    if meant := addresses.without_typo(typed):
        raise Unreadable(f"Its domain is mistyped. Was {meant} meant?")
    try:
        envelopes.recipient(typed)
    except Unwritable as error:
        raise Unreadable(str(error)) from error
    local, _, domain = addresses.canonical(typed).rpartition("@")
    if local in MACHINES:
        raise Unreadable("Nobody reads what comes to this address.")
    if domain == settings.LETTER_ANSWERS_DOMAIN.lower():
        raise Unreadable("This address is one of ours, for answers.")
    return typed


FIELDS = {
    EMAIL: Field("Email address", named("e-mail", "email", "e-mail address", "mail"), email),
    "name": Field("Name", named("full name", "supporter", "person", "contact"), import_fields.name),
    "first_name": Field("First name", named("forename", "given name", "firstname", "first"), import_fields.name),
    "last_name": Field("Last name", named("surname", "family name", "lastname", "last"), import_fields.name),
    AGREED: Field(
        "Agreed (yes or no)",
        named("agreed", "consent", "opt in", "opt-in", "opted in", "subscribed", "permission"),
        import_fields.truth,
    ),
}


def guessed(header: Sequence[str]) -> dict[str, int]:
    """Which column each field likely is, by what the columns are called."""
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        if field := import_fields.guess(heading, FIELDS):
            found.setdefault(field, place)
    return found


def read(columns: Mapping[str, int], cells: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """What a line says by field, and what is wrong with it."""
    theirs = {name: cells[place] for name, place in columns.items() if name in FIELDS and place < len(cells)}
    found, errors = import_fields.read(theirs, FIELDS)
    if EMAIL not in found and not errors:
        errors.append("It has no email address.")
    if AGREED in columns and not errors and not found.get(AGREED):
        errors.append("It does not say that they agreed.")
    return found, errors


def name_of(found: Mapping[str, Any]) -> str:
    """Whole, or made of its parts."""
    parts = (found.get("first_name", ""), found.get("last_name", ""))
    return str(found.get("name") or " ".join(part for part in parts if part))
