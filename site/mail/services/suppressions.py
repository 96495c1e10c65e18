"""Addresses that are not written to, and why."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from mail import fingerprints
from mail.enums import SuppressionReason
from mail.models import ProviderEvent, Suppression

USE = "suppression"


@transaction.atomic
def suppress(
    *, address_id: int, canonical: str, reason: SuppressionReason, event: ProviderEvent | None = None
) -> Suppression:
    """Write to this address no more; see mail.enums.EVERYTHING for what each reason stops. Repeating it is harmless.

    A worker that already holds a message to it may still send that one.
    """
    found, _ = Suppression.objects.get_or_create(
        fingerprint=fingerprints.of(canonical, use=USE),
        reason=reason,
        lifted_at=None,
        defaults={"address_id": address_id, "event": event},
    )
    if found.address_id != address_id:
        found.address_id = address_id
        found.save(update_fields=["address_id"])
    return found


def recall(*, address_id: int, canonical: str) -> int:
    """An address that was erased has come again: what was in force for it is again. Returns how many."""
    forgotten = Suppression.objects.in_force().filter(address=None, fingerprint=fingerprints.of(canonical, use=USE))
    return forgotten.update(address_id=address_id)


def recall_many(canonical: Mapping[int, str]) -> int:
    """As `recall`, of many addresses by their keys."""
    by_hash = {fingerprints.of(text, use=USE): key for key, text in canonical.items()}
    found = list(Suppression.objects.in_force().filter(address=None, fingerprint__in=by_hash))
    for row in found:
        row.address_id = by_hash[row.fingerprint]
    return Suppression.objects.bulk_update(found, ["address"], batch_size=500)


def forget_address(address_id: int) -> int:
    """Keep only the hash, which recognises the address when it comes again."""
    return Suppression.objects.filter(address_id=address_id).update(address=None)


@transaction.atomic
def lift(*, suppression: Suppression, by: Any, because: str) -> bool:
    """Write to the address again; False where it was lifted before."""
    in_force = Suppression.objects.in_force().filter(pk=suppression.pk)
    return bool(in_force.update(lifted_at=timezone.now(), lifted_by=by, lifted_because=because[:200]))
