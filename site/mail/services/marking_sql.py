"""The two steps that each message takes, in SQL by hand: Django takes longer to write them than the database to do.

What they ask is said by `outcomes.begin` and `outcomes.accept`, and who is written to by DeliveryQuerySet.wanted.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from mail.enums import EVERYTHING, State
from mail.models import Delivery

BEGIN = """
    UPDATE mail_delivery SET state = %s, lease_until = %s
    WHERE id = %s AND state = %s AND attempts = %s AND due_at = %s
    AND NOT EXISTS (
        SELECT 1 FROM mail_suppression
        WHERE mail_suppression.address_id = mail_delivery.address_id AND mail_suppression.lifted_at IS NULL
        AND (mail_delivery.purpose <> '' OR mail_suppression.reason IN (%s, %s))
    )
    AND (mail_delivery.purpose = '' OR EXISTS (
        SELECT 1 FROM {basis} AS basis WHERE basis.id = mail_delivery.basis_id
        AND basis.confirmed_at IS NOT NULL AND basis.withdrawn_at IS NULL
    ))
"""
ACCEPT = """
    UPDATE mail_delivery SET state = %s, lease_until = NULL, finished_at = %s, provider_id = %s, error = ''
    WHERE id = %s AND state IN (%s, %s, %s, %s, %s)
"""


BOTH = """
    WITH accepted AS ({accept} RETURNING 1), begun AS ({begin} RETURNING 1)
    SELECT (SELECT count(*) FROM accepted), (SELECT count(*) FROM begun)
"""


def can_do_both() -> bool:
    """In one statement, which is a transaction by itself, so that the database is asked once a message."""
    return connection.vendor == "postgresql"


def accept_and_begin(
    accepted: Delivery,
    begun: Delivery,
    *,
    since: Sequence[State],
    at: datetime,
    provider_id: str,
    lease_until: datetime,
) -> tuple[bool, bool]:
    """That one was accepted and the next is being sent: whether each was written down."""
    statement = BOTH.format(accept=ACCEPT, begin=begin_statement())
    first = values_to_accept(accepted, since=since, at=at, provider_id=provider_id)
    with connection.cursor() as cursor:
        cursor.execute(statement, as_plain([*first, *values_to_begin(begun, lease_until)]))
        one, other = cursor.fetchone()
        return bool(one), bool(other)


@cache
def begin_statement() -> str:
    basis: Any = Delivery._meta.get_field("basis").related_model
    return BEGIN.format(basis=basis._meta.db_table)


def begin(delivery: Delivery, *, lease_until: datetime) -> bool:
    """Whether it is marked as being sent."""
    return changed(begin_statement(), values_to_begin(delivery, lease_until))


def values_to_begin(delivery: Delivery, lease_until: datetime) -> list[Any]:
    own = (delivery.pk, State.CLAIMED, delivery.attempts, moment(delivery.due_at))
    return [State.SENDING, moment(lease_until), *own, *sorted(EVERYTHING)]


def accept(delivery: Delivery, *, since: Sequence[State], at: datetime, provider_id: str) -> bool:
    return changed(ACCEPT, values_to_accept(delivery, since=since, at=at, provider_id=provider_id))


def values_to_accept(delivery: Delivery, *, since: Sequence[State], at: datetime, provider_id: str) -> list[Any]:
    return [State.ACCEPTED, moment(at), provider_id, delivery.pk, *since]


def moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def as_plain(values: list[Any]) -> list[Any]:
    """Members of enumerations as the words they stand for."""
    return [str(value) if isinstance(value, str) else value for value in values]


def changed(statement: str, values: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, as_plain(values))
        return bool(cursor.rowcount)
