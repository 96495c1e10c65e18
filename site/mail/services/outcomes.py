"""What comes of a delivery. Each step asks for the state and attempt it expects, so only one of several takes it.

That it was accepted is true of whichever attempt: then nobody who has taken it up since may send it.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from mail import errors, kinds
from mail.enums import IN_HAND, WAITING, State, WhenUncertain
from mail.errors import Verdict
from mail.models import Delivery
from mail.services import marking_sql

LEASE = timedelta(minutes=2)  # only a hint: what a worker does after it is over still counts
MOST_ATTEMPTS = 8
OPEN = IN_HAND | WAITING | {State.UNCERTAIN}  # what a late but certain report may still settle
AT_ONCE = 1000


def begin(delivery: Delivery) -> bool:
    """Mark a claimed delivery as being sent; False where it must not be, or is no longer this worker's.

    Whoever opted out or was suppressed since it was claimed gets it no more. One that was cancelled and queued anew
    since is due at another time: what this worker holds of it is out of date.
    """
    if marking_sql.begin(delivery, lease_until=timezone.now() + LEASE):
        return True
    cancel_unwanted([delivery.pk])
    return False


def accept(delivery: Delivery, message: EmailMultiAlternatives) -> None:
    """The server took it. Where an event of the provider said so before, only its id of the message is kept."""
    provider_id = provider_id_of(message)
    if not note_accepted(delivery, provider_id):
        keep_provider_id(delivery, provider_id)


def provider_id_of(message: EmailMultiAlternatives) -> str:
    status = getattr(message, "anymail_status", None)
    return str(getattr(status, "message_id", None) or "")[:200]


def keep_provider_id(delivery: Delivery, provider_id: str) -> None:
    Delivery.objects.filter(pk=delivery.pk, provider_id="").update(provider_id=provider_id)


def accept_and_begin(accepted: Delivery, message: EmailMultiAlternatives, begun: Delivery) -> bool:
    """As `accept` of the one and `begin` of the other, in one transaction; where it can, in one statement."""
    if kinds.get(accepted.kind).keeps_secret or not marking_sql.can_do_both():
        with transaction.atomic():
            accept(accepted, message)
            return begin(begun)
    now, provider_id = timezone.now(), provider_id_of(message)
    noted, ours = marking_sql.accept_and_begin(
        accepted, begun, since=sorted(OPEN), at=now, provider_id=provider_id, lease_until=now + LEASE
    )
    if not noted:
        keep_provider_id(accepted, provider_id)
    if not ours:
        cancel_unwanted([begun.pk])
    return ours


def note_accepted(delivery: Delivery, provider_id: str) -> bool:
    if kinds.get(delivery.kind).keeps_secret:
        return move(delivery, State.ACCEPTED, since=OPEN, provider_id=provider_id, error="")
    return marking_sql.accept(delivery, since=sorted(OPEN), at=timezone.now(), provider_id=provider_id)


def finish(delivery: Delivery, verdict: Verdict, reason: str) -> None:
    """Write down a failed attempt, as its verdict and, where it may have left, its kind's policy say."""
    send_again = kinds.get(delivery.kind).when_uncertain == WhenUncertain.SEND_AGAIN
    last, error = delivery.attempts >= MOST_ATTEMPTS, plain(reason)
    since = IN_HAND if verdict is Verdict.UNCERTAIN else OPEN
    if verdict is Verdict.REJECTED or (last and verdict is Verdict.RETRY):
        move(delivery, State.REJECTED, since=since, error=error)
    elif verdict is Verdict.UNCERTAIN and (last or not send_again):
        move(delivery, State.UNCERTAIN, since=since, error=error)
    else:
        due_at = timezone.now() + errors.back_off(delivery.attempts)
        move(delivery, State.RETRY, since=since, error=error, due_at=due_at)


def forbid(delivery: Delivery, reason: str) -> bool:
    """Cancel a claimed delivery that its kind does not let leave; nothing of it was sent."""
    return move(delivery, State.CANCELLED, since=[State.CLAIMED], error=plain(reason))


def move(delivery: Delivery, state: State, *, since: Iterable[State] = IN_HAND, **fields: Any) -> bool:
    """False where somebody else has moved it, or taken it up again, meanwhile."""
    waits = state in WAITING
    if not waits and kinds.get(delivery.kind).keeps_secret:
        fields["context"] = {}
    found = Delivery.objects.filter(pk=delivery.pk, state__in=since)
    if state != State.ACCEPTED:
        found = found.filter(attempts=delivery.attempts)
    changes = {"lease_until": None, "finished_at": None if waits else timezone.now(), **fields}
    return bool(found.update(state=state, **changes))


@transaction.atomic
def give_back(deliveries: Iterable[Delivery]) -> None:
    """What its worker claimed and did not come to: it was no attempt."""
    for delivery in deliveries:
        move(delivery, State.QUEUED, since=[State.CLAIMED], attempts=F("attempts") - 1)


def settle_abandoned() -> int:
    """Settle what killed workers held; returns how many.

    What was only claimed was certainly not sent. What was being sent is uncertain.
    """
    abandoned = list(Delivery.objects.abandoned().order_by("pk")[:AT_ONCE])
    return sum(settle_one(delivery) for delivery in abandoned)


@transaction.atomic
def settle_one(delivery: Delivery) -> bool:
    still = Delivery.objects.filter(pk=delivery.pk, state=delivery.state, lease_until=delivery.lease_until)
    if not still.select_for_update().filter(attempts=delivery.attempts).exists():
        return False
    if delivery.state == State.SENDING:
        finish(delivery, Verdict.UNCERTAIN, "the worker that was sending it ended")
    elif delivery.attempts >= MOST_ATTEMPTS:
        finish(delivery, Verdict.RETRY, "every worker that was to send it ended")
    else:
        move(delivery, State.QUEUED, since=[State.CLAIMED])
    return True


def cancel_unwanted(ids: Iterable[int]) -> int:
    """Those of these that are not being sent and must not be; returns how many were cancelled."""
    unsent = Delivery.objects.filter(pk__in=list(ids), state__in=[*WAITING, State.CLAIMED])
    if not unsent.unwanted().exists():  # as nearly always: one question and no change
        return 0
    without_reason = cancel(unsent.without_reason(), "Its reader takes no such messages any more.")
    return without_reason + cancel(unsent.suppressed(), "The address is not written to any more.")


def cancel(deliveries: QuerySet[Delivery], error: str) -> int:
    changes = {"state": State.CANCELLED, "lease_until": None, "finished_at": timezone.now(), "error": error}
    secret = [kind.name for kind in kinds.registered() if kind.keeps_secret]
    with_secrets = deliveries.filter(kind__in=secret).update(**changes, context={})
    return with_secrets + deliveries.exclude(kind__in=secret).update(**changes)


def plain(reason: str) -> str:
    """As the column takes it: on one line, without what can't be stored."""
    return "".join(sign if sign.isprintable() else " " for sign in reason)[:300]
