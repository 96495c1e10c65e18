"""Writing all rows of a signature in one statement: one round trip and one commit instead of twenty.

For the common case: PostgreSQL, an address that was never seen, and nothing in the way. Otherwise it writes nothing.
The columns come from the models, so a field that is added to one of them is written here too.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model
from django.utils import timezone

from campaigns.enums import PetitionState
from campaigns.models import Attempt, Signature
from mail import fingerprints
from mail.models import Delivery
from mail.services import suppressions
from pages import prepared
from people.models import Address, Consent, Person

NOTHING_IN_THE_WAY = """
SELECT id FROM campaigns_petition WHERE id = %s AND state = %s AND (closes_on IS NULL OR closes_on >= %s)
AND NOT EXISTS (SELECT FROM campaigns_erasedsignature WHERE petition_id = %s AND digest = %s)
AND NOT EXISTS (SELECT FROM mail_suppression WHERE fingerprint = %s AND lifted_at IS NULL)"""
WHERE_IT_LIES = """
(SELECT seat.id FROM places_postcode JOIN places_constituency seat ON seat.id = constituency_id
WHERE places_postcode.code = %s AND seat.valid_to IS NULL)"""
THE_KEYS = "SELECT signature.id, person.id, address.id FROM signature, person, address"
NAMING_THE_SIGNATURE = "%s::jsonb || jsonb_build_object('signature', signature.id)"


class Rows(NamedTuple):
    """What signing leaves, not saved yet; which of them belong together is what the statement adds."""

    address: Address
    person: Person
    signature: Signature
    consents: list[Consent]
    delivery: Delivery | None
    attempt: Attempt | None


class Part(NamedTuple):
    """A piece of SQL, and what its placeholders stand for."""

    text: str
    values: list[Any]


PERSON, ADDRESS, SIGNATURE = Part("person.id", []), Part("address.id", []), Part("signature.id", [])


def is_possible() -> bool:
    """Only PostgreSQL writes within WITH."""
    return connection.vendor == "postgresql"


def write(rows: Rows, *, digest: str, quotas: tuple[str, list[Any]] | None = None) -> bool:
    """Whether it did; then the signature has its keys.

    `digest`: what an erased signature of the address left. `quotas`: a condition, and its values, as
    `fraud.within_quotas` has it.
    """
    parts = parts_of(rows, nothing_in_the_way(rows, digest, quotas or ("TRUE", [])))
    text = ", ".join(f"{name} AS ({part.text})" for name, part in parts)
    keys = prepared.fetch_one(f"WITH {text} {THE_KEYS}", [value for _, part in parts for value in part.values])
    if keys is None:
        return False
    rows.signature.pk, rows.signature.person_id, rows.signature.address_id = keys
    rows.signature._state.adding = False
    return True


def parts_of(rows: Rows, may_sign: Part) -> list[tuple[str, Part]]:
    consents = [insert(each, "person", person_id=PERSON) for each in rows.consents]
    delivery = [insert_delivery(rows.delivery)] if rows.delivery else []
    attempt = [insert(rows.attempt, "signature", signature_id=SIGNATURE)] if rows.attempt else []
    return [
        ("petition", may_sign),
        ("address", insert(rows.address, "petition", ending="ON CONFLICT (canonical) DO NOTHING")),
        ("person", insert(rows.person, "address", address_id=ADDRESS)),
        ("signature", insert_signature(rows.signature)),
        *((f"consent_{number}", part) for number, part in enumerate(consents)),
        *(("delivery", part) for part in delivery),
        *(("attempt", part) for part in attempt),
    ]


def nothing_in_the_way(rows: Rows, digest: str, quotas: tuple[str, list[Any]]) -> Part:
    petition_id = rows.signature.petition_id
    is_open = [petition_id, PetitionState.OPEN, timezone.localdate()]
    fingerprint = fingerprints.of(rows.address.canonical, use=suppressions.USE)
    condition, values = quotas
    return Part(f"{NOTHING_IN_THE_WAY} AND {condition}", [*is_open, petition_id, digest, fingerprint, *values])


def insert_signature(signature: Signature) -> Part:
    found = Part(WHERE_IT_LIES, [signature.postcode.replace(" ", "")])
    return insert(signature, "person, address", person_id=PERSON, address_id=ADDRESS, constituency_found_id=found)


def insert_delivery(delivery: Delivery) -> Part:
    context = Part(NAMING_THE_SIGNATURE, stored(delivery, [Delivery._meta.get_field("context")]))
    return insert(delivery, "signature, address", address_id=ADDRESS, context=context)


def insert(row: Model, source: str, *, ending: str = "", **computed: Part) -> Part:
    """An INSERT of the row for each row of `source`, which gives what is `computed`."""
    texts = tuple((column, part.text) for column, part in computed.items())
    values = [value for part in computed.values() for value in part.values]
    given = given_fields(type(row), tuple(computed))
    return Part(insertion(type(row), source, ending, texts), values + stored(row, given))


@cache
def given_fields(model: type[Model], computed: tuple[str, ...]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.primary_key and field.column not in computed]


@cache
def insertion(model: type[Model], source: str, ending: str, computed: tuple[tuple[str, str], ...]) -> str:
    columns = dict(computed) | {
        str(field.column): "%s" for field in given_fields(model, tuple(column for column, _ in computed))
    }
    names = ", ".join(f'"{column}"' for column in columns)
    table, texts = model._meta.db_table, ", ".join(columns.values())
    return f'INSERT INTO "{table}" ({names}) SELECT {texts} FROM {source} {ending} RETURNING id'  # noqa: S608


def stored(row: Model, fields: Sequence[Field[Any, Any]]) -> list[Any]:
    """The values of fields as Django would save them."""
    database = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields]
