"""A mail-out from its time to its end: its words are frozen, its messages written down, and it is looked after.

What there is to do is read from our rows: each of these may be killed anywhere, and run twice at once.
"""

import time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from campaigns import mailout_digest, mailout_warming
from campaigns.mailout_clock import quiet_until
from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.models.mailout import MailoutQuerySet
from campaigns.selectors import mailout_elections
from campaigns.services import mailout_bodies, mailout_filling
from campaigns.services.mailout_moves import KIND, NOT_APPROVED, mailing_of, step
from mail.services import drain, mailings

FIRST = 50  # of the tasks that wait, as what the schedule calls
SLICES, FIRST_DRAIN = 0.3, 5.0  # seconds
OTHERWISE = "It is no longer what was approved: something that it shows, or whom it means, has changed."
ELECTION = "It names somebody who may stand, and an election was called since it was approved. Look at it again."


def call(pk: int) -> None:
    """Have it begun by a worker without waiting for the schedule, which would find it as well."""
    called = leave.using(priority=FIRST) if leave.get_backend().supports_priority else leave
    called.enqueue(pk)


@task(queue_name="bulk")
def leave(pk: int) -> None:
    """What the schedule would do step by step: begin, write the first messages down, and let them go."""
    if begin(pk):
        fill_some(pk, seconds=0)
        drain.send_due(seconds=FIRST_DRAIN, bulk=True)


def begin_due() -> int:
    """Returns how many began."""
    return sum(begin(pk) for pk in Mailout.objects.due().order_by("send_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def begin(pk: int) -> bool:
    """Freeze the words of one that is due; False where it is not, or not any more what was approved."""
    due = Mailout.objects.due().select_for_update(of=("self",), skip_locked=True)
    if (found := due.filter(pk=pk).first()) is None:
        return False
    if mailout_digest.digest(found) != found.approved_digest:
        revoke(found)
        return False
    if mailout_elections.to_look_at(found):
        revoke(found, because=ELECTION)
        return False
    mailing = mailings.create(kind=KIND, purpose=found.purpose)
    mailout_bodies.freeze(message=found, mailing=mailing)
    mailings.rest(mailing, quiet_until(timezone.now(), found.quiet_from, found.quiet_until))
    changes: dict[str, Any] = {
        "mailing": mailing,
        "sentence": mailout_digest.sentence(found),
        "started_at": timezone.now(),
    }
    data = {mailout_warming.SENDER: mailout_warming.domain_of(mailing.stream)}
    step(found, "begin", by=None, data=data, number=None, filled_to=0, **changes)
    return True


def revoke(mailout: Mailout, *, because: str = OTHERWISE) -> Mailout:
    """It is locked. A draft again, which somebody hands in anew."""
    return step(mailout, "revoke", by=None, because=because, **NOT_APPROVED)


def to_fill() -> MailoutQuerySet:
    """Those whose messages are not all written down, or that no worker has let go yet."""
    return Mailout.objects.leaving().filter(Q(number=None) | Q(state=MailoutState.PREPARING))


def fill_on(*, seconds: float = 1) -> int:
    """Write messages down, of each that leaves for so long: of a large one a slice, between which its messages leave.

    Returns how many are through.
    """
    return sum(
        fill_some(pk, seconds=seconds) for pk in to_fill().order_by("started_at", "pk").values_list("pk", flat=True)
    )


def fill_some(pk: int, *, seconds: float) -> bool:
    """Whether all of its messages are written down. Those of the first slice may leave while the others follow."""
    stop, first = time.monotonic() + seconds, True
    while first or time.monotonic() < stop:
        if (found := to_fill().filter(pk=pk).first()) is None:
            return False
        done = found.number is not None or mailout_filling.fill(found, seconds=0 if first else SLICES)
        if first:
            set_off(pk)
        if done:
            return True
        first = False
    return False


@transaction.atomic
def set_off(pk: int) -> bool:
    """False where it has set off before, or is paused."""
    preparing = Mailout.objects.select_for_update(of=("self",)).filter(state=MailoutState.PREPARING)
    if (found := preparing.filter(pk=pk).first()) is None:
        return False
    mailings.start(mailing_of(found))
    step(found, "send", by=None)
    return True
