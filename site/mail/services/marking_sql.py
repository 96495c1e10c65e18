"""The steps that every message takes, in SQL by hand, many messages at a time: Django would take longer to write them
than the database to do. Only PostgreSQL; `windows` and `outcomes` have a slower way for others, and say what is asked.

Who is written to at all is said by DeliveryQuerySet.wanted.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from mail.enums import EVERYTHING, State
from mail.models import Delivery

WANTED = """
    NOT EXISTS (
        SELECT 1 FROM mail_suppression
        WHERE mail_suppression.address_id = delivery.address_id AND mail_suppression.lifted_at IS NULL
        AND (delivery.purpose <> '' OR mail_suppression.reason = ANY(%(grave)s))
    )
    AND (delivery.purpose = '' OR EXISTS (
        SELECT 1 FROM {basis} AS basis WHERE basis.id = delivery.basis_id
        AND basis.confirmed_at IS NOT NULL AND basis.withdrawn_at IS NULL
    ))
"""
OF_NONE = "mailing_id IS NULL ORDER BY priority, due_at, id"
OF_MAILING = """
    mailing_id = %(mailing)s AND EXISTS (
        SELECT 1 FROM mail_mailing WHERE mail_mailing.id = %(mailing)s AND mail_mailing.state = 'running'
        AND (mail_mailing.rests_until IS NULL OR mail_mailing.rests_until <= %(now)s)
    ) ORDER BY due_at, id
"""
# The first few that are due. One that may be what ends its workers goes alone.
CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id, priority, due_at, state = 'queued' AND attempts >= %(lost)s AS alone FROM mail_delivery
        WHERE stream = %(stream)s AND state IN ('queued', 'retry') AND due_at <= %(now)s
        AND NOT domain = ANY(%(resting)s) AND {lane}
        LIMIT %(most)s FOR UPDATE SKIP LOCKED
    ), placed AS (
        SELECT id, row_number() OVER places AS place, bool_or(alone) OVER places AS is_one_alone
        FROM due WINDOW places AS (ORDER BY priority, due_at, id)
    ), taken AS (
        SELECT id, place FROM placed WHERE place = 1 OR NOT is_one_alone
    ), claimed AS (
        UPDATE mail_delivery AS delivery SET state = 'claimed', lease_until = %(lease)s, attempts = attempts + 1
        FROM taken WHERE delivery.id = taken.id AND {wanted} RETURNING delivery.*
    )
    SELECT taken.id, {columns} FROM taken LEFT JOIN claimed ON claimed.id = taken.id
    LEFT JOIN {address} AS address ON address.id = claimed.address_id ORDER BY taken.place
"""
MARK = """
    WITH accepted AS (
        UPDATE mail_delivery AS delivery SET state = 'accepted', lease_until = NULL, finished_at = %(now)s,
            provider_id = given.provider_id, error = ''
        FROM unnest(%(accepted)s::bigint[], %(provider_ids)s::text[]) AS given (id, provider_id)
        WHERE delivery.id = given.id AND delivery.state = ANY(%(since)s) RETURNING delivery.id
    ), begun AS (
        UPDATE mail_delivery AS delivery SET state = 'sending', lease_until = %(lease)s
        FROM unnest(%(begun)s::bigint[], %(attempts)s::int[], %(due)s::timestamptz[]) AS given (id, attempts, due_at)
        WHERE delivery.id = given.id AND delivery.state = 'claimed' AND delivery.attempts = given.attempts
        AND delivery.due_at = given.due_at AND {wanted} RETURNING delivery.id
    )
    SELECT ARRAY(SELECT id FROM accepted), ARRAY(SELECT id FROM begun)
"""


class Taken(NamedTuple):
    claimed: list[Delivery]
    unwanted: list[int]  # which must not be sent

    @property
    def any(self) -> bool:
        return bool(self.claimed or self.unwanted)


def is_spoken() -> bool:
    """Whether the database understands what stands here."""
    return connection.vendor == "postgresql"


def claim(
    *, stream: str, mailing: int | None, resting: Sequence[str], most: int, lost: int, now: datetime, lease: datetime
) -> Taken:
    """Take up what is due; SKIP LOCKED keeps two workers apart."""
    given: dict[str, Any] = {
        "stream": stream,
        "mailing": mailing,
        "resting": list(resting),
        "most": most,
        "lost": lost,
        "now": now,
        "lease": lease,
        "grave": sorted(map(str, EVERYTHING)),
    }
    with connection.cursor() as cursor:
        cursor.execute(claiming(mailing is not None), given)
        rows = cursor.fetchall()
    claimed = [whole(row[1:]) for row in rows if row[1] is not None]
    return Taken(claimed, [row[0] for row in rows if row[1] is None])


def mark(
    *,
    accepted: Sequence[int],
    provider_ids: Sequence[str],
    begun: Sequence[Delivery],
    since: Sequence[State],
    now: datetime,
    lease: datetime,
) -> tuple[set[int], set[int]]:
    """That some were accepted and others are being sent, in one transaction: the keys of those it became true of."""
    given: dict[str, Any] = {
        "now": now,
        "lease": lease,
        "accepted": list(accepted),
        "provider_ids": list(provider_ids),
        "since": [str(state) for state in since],
        "begun": [each.pk for each in begun],
        "attempts": [each.attempts for each in begun],
        "due": [each.due_at for each in begun],
        "grave": sorted(map(str, EVERYTHING)),
    }
    with connection.cursor() as cursor:
        cursor.execute(marking(), given)
        noted, ours = cursor.fetchone()
    return set(noted), set(ours)


@cache
def marking() -> str:
    return MARK.format(wanted=wanted())


@cache
def claiming(of_mailing: bool) -> str:
    columns = [f"claimed.{name}" for name in columns_of(Delivery)]
    columns += [f"address.{name}" for name in columns_of(addresses())]
    lane = OF_MAILING if of_mailing else OF_NONE
    parts = {"columns": ", ".join(columns), "address": addresses()._meta.db_table, "wanted": wanted()}
    return CLAIM.format(lane=lane, **parts)


def wanted() -> str:
    return WANTED.format(basis=related("basis")._meta.db_table)


def addresses() -> type[Model]:
    return related("address")


def related(name: str) -> type[Model]:
    found: Any = Delivery._meta.get_field(name).related_model
    return found  # type: ignore[no-any-return]


def columns_of(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def whole(row: Sequence[Any]) -> Delivery:
    """A delivery with its address, as the query set would make them."""
    names, others, in_json = columns_read()
    values = list(row)
    for place, field in in_json:
        values[place] = field.from_db_value(values[place], None, connection)
    delivery = Delivery.from_db("default", names, values[: len(names)])
    delivery.address = addresses().from_db("default", others, values[len(names) :])  # type: ignore[assignment]
    return delivery


@cache
def columns_read() -> tuple[list[str], list[str], list[tuple[int, Any]]]:
    """The fields of a delivery and of an address in their order, and which of the former hold JSON."""
    fields: Any = Delivery._meta.concrete_fields
    in_json = [(place, field) for place, field in enumerate(fields) if field.get_internal_type() == "JSONField"]
    return [field.attname for field in fields], [field.attname for field in addresses()._meta.concrete_fields], in_json
