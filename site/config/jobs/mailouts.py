"""Which jobs write mail-outs and series down, send them off and look after them."""

from campaigns.models import Mailout
from campaigns.services import mailout_sending, mailout_watching
from config.jobs.job import BULK, SECOND, Job, all_of, is_any


def mailouts_wait() -> bool:
    return is_any(Mailout.objects.due().order_by(), mailout_sending.to_fill().order_by())


def begin_mailouts() -> None:
    all_of(mailout_sending.begin_due, mailout_sending.fill_on)


def mailouts_leave() -> bool:
    return is_any(mailout_watching.sending().order_by(), mailout_watching.test_messages())


JOBS: list[Job] = [
    Job(
        "begin_mailouts",
        "Beginning mail-outs at their time, and writing their messages down",
        begin_mailouts,
        2 * SECOND,
        mailouts_wait,
        queue=BULK,
        asks=2 * SECOND,
    ),
    Job(
        "look_after_mailouts",
        "Looking after mail-outs that leave: stopping, resting and ending them",
        mailout_watching.look_after,
        5 * SECOND,
        mailouts_leave,
        queue=BULK,
        asks=5 * SECOND,
    ),
]
