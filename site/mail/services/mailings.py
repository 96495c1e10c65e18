"""The life of a mailing: its messages are written down, they leave, they pause, and it is finished when none is open.

Each step says which states it may come from; False where the mailing is in another. That nothing is open the database
says itself: see migration 0006.
"""

from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from mail import kinds
from mail.enums import OPEN, WAITING, MailingState, State
from mail.models import Delivery, Mailing
from mail.services import outcomes

AT_ONCE = 5_000


def create(*, kind: str, purpose: str) -> Mailing:
    """A new one, without messages; nothing of it leaves before it is started."""
    return Mailing.objects.create(kind=kind, stream=kinds.get(kind).stream, purpose=purpose)


def start(mailing: Mailing) -> bool:
    return move(mailing, MailingState.RUNNING, since=[MailingState.FILLING])


def pause(mailing: Mailing, *, because: str = "") -> bool:
    """No further window of it is taken up: at most what workers have in their hands still leaves."""
    return move(mailing, MailingState.PAUSED, since=[MailingState.RUNNING, MailingState.FILLING], because=because)


def resume(mailing: Mailing) -> bool:
    return move(mailing, MailingState.RUNNING, since=[MailingState.PAUSED])


def cancel(mailing: Mailing, *, because: str) -> bool:
    """Nothing more of it leaves from now on. Its messages are settled slice by slice: see `settle_cancelled`."""
    since = [MailingState.FILLING, MailingState.RUNNING, MailingState.PAUSED]
    return move(mailing, MailingState.CANCELLED, since=since, because=because)


def finish(mailing: Mailing) -> bool:
    """False while a message of it is open: waits, is being sent, or was perhaps sent."""
    if is_open(mailing):
        return False
    try:
        with transaction.atomic():
            return move(mailing, MailingState.FINISHED, since=[MailingState.RUNNING])
    except DatabaseError:  # one was queued meanwhile
        if is_open(mailing):
            return False
        raise


def move(mailing: Mailing, state: MailingState, *, since: list[MailingState], because: str = "") -> bool:
    ended = state in (MailingState.FINISHED, MailingState.CANCELLED)
    changes = {"state": state, "because": because[:300], "finished_at": timezone.now() if ended else None}
    moved = bool(Mailing.objects.filter(pk=mailing.pk, state__in=since).update(**changes))
    mailing.refresh_from_db()
    return moved


def rest(mailing: Mailing, until: datetime | None) -> None:
    """Nothing of it leaves before: quiet hours. None ends the rest."""
    Mailing.objects.filter(pk=mailing.pk).update(rests_until=until)


def choose(mailing: Mailing, variant: str) -> None:
    """What whoever is in no comparison gets from now on."""
    Mailing.objects.filter(pk=mailing.pk).update(chosen=variant)


def is_open(mailing: Mailing) -> bool:
    """Asked state by state, since each has an index of its own."""
    rows = Delivery.objects.filter(mailing=mailing)
    questions = (rows.filter(state__in=WAITING), *(rows.filter(state=state) for state in sorted(OPEN - WAITING)))
    return any(each.exists() for each in questions)


def counts(mailing: Mailing) -> dict[State, int]:
    """How many of its messages are in which state."""
    rows = Delivery.objects.filter(mailing=mailing).order_by().values_list("state").annotate(Count("pk"))
    return {State(state): number for state, number in rows}


def to_settle() -> QuerySet[Delivery]:
    """What waits of cancelled mailings."""
    cancelled = Mailing.objects.filter(state=MailingState.CANCELLED)
    return Delivery.objects.waiting().filter(mailing__in=cancelled)


def settle_cancelled() -> int:
    """Mark a slice of what waits of cancelled mailings as not sent; returns how many. Call it until it returns 0."""
    with transaction.atomic():
        slice_ = list(to_settle().select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE])
        return outcomes.cancel(Delivery.objects.filter(pk__in=slice_), "The mail-out was cancelled.")
