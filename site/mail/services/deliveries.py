"""Writing messages down, and changing the mind about them before they leave."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mail import kinds, streams
from mail.enums import State
from mail.models import Delivery


class NoBasis(ValueError):
    """A marketing message was queued without the record that allows it."""


def queue(
    *,
    kind: str,
    address_id: int,
    context: dict[str, Any],
    due_at: datetime | None = None,
    basis_id: int | None = None,
) -> Delivery:
    """Write a message down to be sent; nothing leaves before the caller's transaction is committed.

    `basis_id` is the people.Consent that allows a marketing message. Raises NoBasis without one, UnknownStream, and
    IntegrityError where the database finds that the record is not live, or for another purpose or address.
    """
    found = kinds.get(kind)
    if found.purpose and basis_id is None:
        raise NoBasis(kind)
    return Delivery.objects.create(
        kind=kind,
        address_id=address_id,
        domain=domain_of(address_id),
        context=context,
        stream=found.stream,
        priority=streams.get(found.stream).priority,
        purpose=found.purpose,
        basis_id=basis_id if found.purpose else None,
        due_at=due_at or timezone.now(),
    )


def domain_of(address_id: int) -> str:
    addresses = Delivery._meta.get_field("address").related_model._default_manager
    canonical: str = addresses.values_list("canonical", flat=True).get(pk=address_id)
    return canonical.rpartition("@")[2]


@transaction.atomic
def cancel(delivery: Delivery, *, reason: str) -> bool:
    """Stop a message that no worker has taken up; False where it is too late, or was not waiting."""
    waiting = Delivery.objects.waiting().filter(pk=delivery.pk)
    return bool(waiting.update(state=State.CANCELLED, error=reason[:300], finished_at=timezone.now()))
