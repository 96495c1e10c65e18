"""Which jobs send messages, and hear what became of them."""

from functools import partial

from config.jobs.job import BULK, SECOND, Job, is_any
from mail.models import Delivery
from mail.services import drain, events, windows


def mail_waits() -> bool:
    rows = Delivery.objects
    return is_any(windows.of_class(rows.due(), bulk=False), rows.abandoned(), rows.put_off_by_clock())


def bulk_mail_waits() -> bool:
    return windows.of_class(Delivery.objects.due(), bulk=True).exists()


JOBS = [
    Job("send_due", "Sending what one person asked for", partial(drain.send_due, bulk=False), SECOND, mail_waits),
    Job(
        "send_bulk",
        "Sending what goes to many",
        partial(drain.send_due, bulk=True),
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
