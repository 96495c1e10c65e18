"""Letting go what the rules held: its owner is asked to confirm, as where it had passed."""

from collections.abc import Iterable, Sequence
from itertools import islice
from uuid import UUID

from django.db import transaction

from campaigns.enums import Decision, SignatureState
from campaigns.models import Signature, SignatureDecision
from campaigns.services import invalidating, signing
from people.models import User
from people.services import people

SLICE = 200  # signatures in one transaction


def release(*, signatures: Iterable[int], reason: str, by: User | None, batch: UUID | None = None) -> int:
    """Those with these keys that are held wait for their owners from now on; returns how many that changed.

    One of a petition that is not open stays held. The message is queued in the transaction that releases, so killed
    anywhere, a repetition goes on and asks nobody twice.
    """
    released, left = 0, iter(sorted(set(signatures)))
    while some := list(islice(left, SLICE)):
        released += release_some(some, reason, by, batch)
    return released


@transaction.atomic
def release_some(pks: Sequence[int], reason: str, by: User | None, batch: UUID | None) -> int:
    named = Signature.objects.held().named().filter(pk__in=pks)
    people.lock_addresses(named.values_list("address_id", flat=True))  # before what they signed, as everybody locks
    held = named.select_for_update(of=("self",), no_key=True).select_related("petition", "address").order_by("pk")
    rows = [row for row in held if row.petition.is_open]
    SignatureDecision.objects.bulk_create(
        invalidating.decision(row, Decision.RELEASED, reason, by, batch) for row in rows
    )
    Signature.objects.filter(pk__in=[row.pk for row in rows]).update(state=SignatureState.PENDING)
    for row in rows:
        row.state = SignatureState.PENDING
        signing.ask_to_confirm(row)
    return len(rows)
