"""What comes of a delivery. Each step asks for the state and attempt it expects, so only one of several takes it.

That it was accepted is true of whichever attempt: then nobody who has taken it up since may send it.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from mail import errors, kinds
from mail.enums import IN_HAND, OPEN, WAITING, State, WhenUncertain
from mail.errors import Verdict
from mail.models import Delivery
from mail.services import marking_sql

LEASE = timedelta(minutes=2)  # only a hint: what a worker does after it is over still counts
MOST_ATTEMPTS = 8
AT_ONCE = 1000


class Handed(NamedTuple):
    """A message that its server took."""

    delivery: Delivery
    provider_id: str = ""


def begin(delivery: Delivery) -> bool:
    """As `mark` for one of them."""
    return bool(mark(begun=[delivery]))


def accept(delivery: Delivery, message: EmailMultiAlternatives) -> None:
    mark(accepted=[Handed(delivery, provider_id_of(message))])


def provider_id_of(message: EmailMultiAlternatives) -> str:
    status = getattr(message, "anymail_status", None)
    return str(getattr(status, "message_id", None) or "")[:200]


def mark(*, accepted: Sequence[Handed] = (), begun: Sequence[Delivery] = ()) -> set[int]:
    """Write down, in one transaction, that servers took some and that others are being sent; the keys of the latter.

    Where an event of the provider told before that one was accepted, only its id of the message is kept. One that is
    to be sent is left out where it must not be or is no longer this worker's: whoever opted out or was suppressed since
    it was claimed gets it no more, and one that was cancelled and queued anew since is due at another time.
    """
    keeps_secret = any(kinds.get(each.delivery.kind).keeps_secret for each in accepted)
    take = mark_at_once if marking_sql.is_spoken() and not keeps_secret else mark_one_by_one
    noted, ours = take(accepted, begun)
    for each in accepted:
        if each.delivery.pk not in noted and each.provider_id:
            Delivery.objects.filter(pk=each.delivery.pk, provider_id="").update(provider_id=each.provider_id)
    if len(ours) < len(begun):
        cancel_unwanted(each.pk for each in begun if each.pk not in ours)
    return ours


def mark_at_once(accepted: Sequence[Handed], begun: Sequence[Delivery]) -> tuple[set[int], set[int]]:
    now = timezone.now()
    return marking_sql.mark(
        accepted=[each.delivery.pk for each in accepted],
        provider_ids=[each.provider_id for each in accepted],
        begun=begun,
        since=sorted(OPEN),
        now=now,
        lease=now + LEASE,
    )


@transaction.atomic
def mark_one_by_one(accepted: Sequence[Handed], begun: Sequence[Delivery]) -> tuple[set[int], set[int]]:
    noted = {each.delivery.pk for each in accepted if note_accepted(each)}
    return noted, {each.pk for each in begun if note_begun(each)}


def note_accepted(handed: Handed) -> bool:
    return move(handed.delivery, State.ACCEPTED, since=OPEN, provider_id=handed.provider_id, error="")


def note_begun(delivery: Delivery) -> bool:
    own = Delivery.objects.wanted().filter(pk=delivery.pk, state=State.CLAIMED, due_at=delivery.due_at)
    lease = timezone.now() + LEASE
    return bool(own.filter(attempts=delivery.attempts).update(state=State.SENDING, lease_until=lease))


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
