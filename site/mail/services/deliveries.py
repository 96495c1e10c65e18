"""Writing messages down, and changing the mind about them before they leave."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.log_actions import log

from mail import kinds, streams
from mail.enums import State, WhenUncertain
from mail.models import Delivery, ProviderEvent
from mail.services import outcomes


class NoBasis(ValueError):
    """A marketing message was queued without the record that allows it."""


def queue(
    *,
    kind: str,
    address_id: int,
    context: dict[str, Any],
    due_at: datetime | None = None,
    basis_id: int | None = None,
    message_id: uuid.UUID | None = None,
) -> Delivery:
    """Write a message down to be sent; nothing leaves before the caller's transaction is committed.

    `basis_id` is the people.Consent that allows a marketing message. Raises NoBasis without one, UnknownStream, and
    IntegrityError where the database finds that the record is not live, or for another purpose or address. The
    database also takes each `message_id` once: callers that must not write twice work it out themselves, as uuid5.
    """
    if kinds.get(kind).purpose and basis_id is None:
        raise NoBasis(kind)
    delivery = unsaved(kind=kind, domain=domain_of(address_id), context=context, due_at=due_at)
    delivery.address_id, delivery.basis_id = address_id, basis_id if delivery.purpose else None
    delivery.message_id = message_id or delivery.message_id
    delivery.save()
    return delivery


def unsaved(*, kind: str, domain: str, context: dict[str, Any], due_at: datetime | None = None) -> Delivery:
    """The row of a message, but for its address and its basis."""
    found = kinds.get(kind)
    return Delivery(
        kind=kind,
        domain=domain,
        context=context,
        stream=found.stream,
        priority=streams.get(found.stream).priority,
        purpose=found.purpose,
        due_at=due_at or timezone.now(),
    )


def domain_of(address_id: int) -> str:
    addresses = Delivery._meta.get_field("address").related_model._default_manager
    canonical: str = addresses.values_list("canonical", flat=True).get(pk=address_id)
    return canonical.rpartition("@")[2]


def queue_test(*, kind: kinds.Kind, address_id: int) -> Delivery:
    """Write down a message of this kind, filled with its sample, for somebody of ours to look at in their own inbox.

    They asked for it themselves, so it is a service message even where the kind is marketing.
    """
    return Delivery.objects.create(
        kind=kind.name,
        address_id=address_id,
        domain=domain_of(address_id),
        context={**kind.sample, "is_test": True},
        stream=kind.stream,
        priority=streams.get(kind.stream).priority,
    )


@transaction.atomic
def cancel(delivery: Delivery, *, reason: str, by: Any = None) -> bool:
    """Stop a message that no worker has taken up; False where it is too late, or was not waiting.

    `by` is the member of staff who did, where one did.
    """
    stopped = bool(outcomes.cancel(Delivery.objects.waiting().filter(pk=delivery.pk), reason[:300]))
    if stopped and by is not None:
        log(delivery, "mail.cancel", user=by)
    return stopped


@transaction.atomic
def cancel_waiting(pks: Collection[int], *, reason: str) -> list[int]:
    """Stop those of these messages that no worker has taken up; returns the keys of those that were stopped."""
    waiting = Delivery.objects.waiting().filter(pk__in=pks).order_by("pk")
    stopped = list(waiting.select_for_update().values_list("pk", flat=True))
    outcomes.cancel(Delivery.objects.filter(pk__in=stopped), outcomes.plain(reason))
    return stopped


@transaction.atomic
def requeue(
    delivery: Delivery,
    *,
    address_id: int | None = None,
    context: dict[str, Any] | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Queue a message again that certainly never left: the same Message-ID, to another address where one is given.

    Only of a kind that is composed as it leaves and never sent when in doubt. False where it is neither cancelled nor
    refused, or where a provider has told anything of it, since then that provider had taken it.
    """
    kind = kinds.get(delivery.kind)
    if kind.compose is None or kind.when_uncertain != WhenUncertain.HOLD:
        return False
    changes: dict[str, Any] = {"due_at": due_at or timezone.now()}
    if address_id is not None:
        changes |= {"address_id": address_id, "domain": domain_of(address_id)}
    if context is not None:
        changes["context"] = context
    told = ProviderEvent.objects.filter(delivery=OuterRef("message_id"))
    ended = Delivery.objects.filter(pk=delivery.pk, state__in=[State.CANCELLED, State.REJECTED], provider_id="")
    fresh = {"state": State.QUEUED, "attempts": 0, "error": "", "finished_at": None, "lease_until": None}
    return bool(ended.exclude(Exists(told)).update(**fresh, **changes))


@transaction.atomic
def hurry(delivery: Delivery, *, by: Any) -> bool:
    """Try a message again now that was to be tried again later; False where it is no longer waiting for that."""
    later = Delivery.objects.filter(pk=delivery.pk, state=State.RETRY)
    hurried = bool(later.update(due_at=timezone.now()))
    if hurried:
        log(delivery, "mail.hurry", user=by)
    return hurried


def resolve(delivery: Delivery, *, sent: bool, by: Any) -> bool:
    """Say of an uncertain message that it left, or that it did not and is to be sent again; False as below."""
    return bool(resolve_many([delivery.pk], sent=sent, by=by))


@transaction.atomic
def resolve_many(pks: Collection[int], *, sent: bool, by: Any) -> list[int]:
    """The same of many. Returns the keys of those of which it was said.

    Not of one that is uncertain no more: a colleague, or news from the mail provider, was quicker. What filled one that
    keeps a secret is forgotten, so it can't be sent again.
    """
    uncertain = Delivery.objects.filter(pk__in=pks, state=State.UNCERTAIN).order_by("pk")
    if not sent:
        uncertain = uncertain.exclude(kind__in=[kind.name for kind in kinds.registered() if kind.keeps_secret])
    found = list(uncertain.select_for_update(of=("self",)))
    changes: dict[str, Any] = {"state": State.QUEUED, "due_at": timezone.now(), "finished_at": None}
    if sent:
        changes = {"state": State.ACCEPTED, "finished_at": timezone.now()}
    resolved = [delivery.pk for delivery in found]
    Delivery.objects.filter(pk__in=resolved).update(error="", **changes)
    for delivery in found:
        log(delivery, "mail.was_sent" if sent else "mail.send_again", user=by)
    return resolved
