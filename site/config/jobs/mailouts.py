"""Which jobs write mail-outs and series down, send them off and look after them."""

from functools import partial

from campaigns.models import Mailout
from campaigns.services import mailout_sending, mailout_watching, series_steps, series_watching
from config.jobs.job import BULK, HOUR, SECOND, Job, all_of, is_any


def mailouts_wait() -> bool:
    """For their time, for their messages to be written down, or for somebody to look after them."""
    due, to_fill = Mailout.objects.due().order_by(), mailout_sending.to_fill().order_by()
    return is_any(due, to_fill, mailout_watching.sending().order_by(), mailout_watching.test_messages())


def carry_mailouts() -> None:
    all_of(mailout_sending.begin_due, mailout_sending.fill_on, partial(mailout_watching.look_after, judges_every=15))


def follow_series() -> None:
    """Each is judged before more of it is written down."""
    all_of(series_watching.look_after, series_steps.follow)


JOBS: list[Job] = [
    Job(
        "carry_mailouts",
        "Beginning mail-outs at their time, writing their messages down, and looking after them until their end",
        carry_mailouts,
        2 * SECOND,
        mailouts_wait,
        queue=BULK,
        asks=2 * SECOND,
    ),
    Job(
        "follow_series",
        "Writing down who gets which message of a series today, and pausing one of which too much came back",
        follow_series,
        HOUR,
        series_steps.are_running,
        queue=BULK,
    ),
]
