"""Which jobs send messages, and hear what became of them."""

from functools import partial

from config.jobs.job import BULK, SECOND, Job, is_any
from mail.models import Delivery, Mailing
from mail.services import drain, events, mailings, windows


def mail_waits() -> bool:
    rows = Delivery.objects
    return is_any(windows.of_class(rows.due().alone(), bulk=False), rows.abandoned(), rows.put_off_by_clock())


def bulk_mail_waits() -> bool:
    """What waits of a mailing that is paused or rests is no reason to look."""
    due, may_leave = Delivery.objects.due(), Mailing.objects.may_leave()
    return is_any(
        windows.of_class(due.alone(), bulk=True).order_by(),
        due.filter(mailing__in=may_leave).order_by(),
        mailings.to_settle(),
    )


def send_bulk() -> None:
    while mailings.settle_cancelled():
        pass
    drain.send_due(bulk=True)


JOBS = [
    Job("send_due", "Sending what one person asked for", partial(drain.send_due, bulk=False), SECOND, mail_waits),
    Job(
        "send_bulk",
        "Sending what goes to many",
        send_bulk,
        SECOND,
        bulk_mail_waits,
        queue=BULK,
    ),
    Job(
        "process_events",
        "Taking in what mail providers tell",
        partial(events.process, seconds=1),  # a flood of it shares the worker with confirmations
        SECOND,
        events.wait,
    ),
]
