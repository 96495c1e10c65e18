"""Sending what is written down."""

import logging
import time
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mail import errors, kinds, rendering, streams
from mail.enums import State, WhenUncertain
from mail.models import Delivery

logger = logging.getLogger(__name__)
WINDOW = 20  # deliveries one connection takes at a time
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8


def send_due(*, seconds: float = 20) -> int:
    """Send what is due until nothing is or the time is over; returns how many the server accepted.

    May run in many processes at once, be killed anywhere and be run again.
    """
    settle_abandoned()
    stop, accepted = time.monotonic() + seconds, 0
    while time.monotonic() < stop and (window := claim()):
        connection = streams.get(window[0].stream).connect()
        try:
            accepted += sum(send(delivery, connection) for delivery in window)
        finally:
            connection.close()
    return accepted


@transaction.atomic
def claim() -> list[Delivery]:
    """Take a window of due deliveries, for this process alone, under a lease.

    SKIP LOCKED keeps two workers apart on PostgreSQL; on SQLite the transaction itself holds the only write lock.
    """
    window = list(Delivery.objects.due().select_for_update(skip_locked=True)[:WINDOW])
    taken = {delivery.pk for delivery in window}
    Delivery.objects.filter(pk__in=taken).update(
        state=State.SENDING, lease_until=timezone.now() + LEASE, attempts=F("attempts") + 1
    )
    return list(Delivery.objects.filter(pk__in=taken).select_related("address").order_by("priority", "due_at", "pk"))


def send(delivery: Delivery, connection: Any) -> bool:
    """Send one claimed delivery and write down what came of it; True where the server accepted it."""
    if delivery.lease_until is None or delivery.lease_until < timezone.now():
        return False  # somebody else has settled it, or will
    verdict = errors.Verdict.RETRY  # for certain not sent, up to the moment that the server is handed the message
    try:
        message = rendering.render(delivery)
        connection.open()
        verdict = errors.Verdict.UNCERTAIN
        message.connection = connection
        message.send()
    except Exception as error:
        logger.warning("Delivery %s was not accepted: %s", delivery.pk, type(error).__name__)
        connection.close()  # whatever state it is in, the next message gets a fresh one
        finish(delivery, errors.judge(error, otherwise=verdict), str(error))
        return False
    accept(delivery, message)
    return True


def accept(delivery: Delivery, message: EmailMultiAlternatives) -> None:
    status = getattr(message, "anymail_status", None)
    update(delivery, State.ACCEPTED, provider_id=str(getattr(status, "message_id", None) or "")[:200], error="")


def finish(delivery: Delivery, verdict: errors.Verdict, reason: str) -> None:
    """Write down a failed attempt, as its verdict and, where it may have left, its kind's policy say."""
    send_again = kinds.get(delivery.kind).when_uncertain == WhenUncertain.SEND_AGAIN
    last = delivery.attempts >= MOST_ATTEMPTS
    if verdict is errors.Verdict.REJECTED or (last and verdict is errors.Verdict.RETRY):
        update(delivery, State.REJECTED, error=reason[:300])
    elif verdict is errors.Verdict.UNCERTAIN and (last or not send_again):
        update(delivery, State.UNCERTAIN, error=reason[:300])
    else:
        due_at = timezone.now() + errors.back_off(delivery.attempts)
        update(delivery, State.RETRY, error=reason[:300], due_at=due_at)


def update(delivery: Delivery, state: State, **fields: Any) -> None:
    """Move a delivery out of SENDING, unless it was settled meanwhile."""
    finished_at = None if state == State.RETRY else timezone.now()
    Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, attempts=delivery.attempts).update(
        state=state, lease_until=None, finished_at=finished_at, **fields
    )


def settle_abandoned() -> int:
    """Give back what killed workers held: sent again or kept as uncertain, as the kind says; returns how many."""
    abandoned = list(Delivery.objects.abandoned()[:1000])
    for delivery in abandoned:
        finish(delivery, errors.Verdict.UNCERTAIN, "the worker that was sending it ended")
    return len(abandoned)
