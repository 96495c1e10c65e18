"""A mail-out of the demonstration that paused itself halfway: too many of its readers marked it as spam."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns.models import Mailout
from campaigns.selectors import mailout_harm
from campaigns.services import mailout_halts
from campaigns.services.mailout_moves import mailing_of
from config.demo import mailouts_figures, mailouts_readers, mailouts_written
from config.demo.mailouts_words import Words
from mail.enums import State, SuppressionReason
from mail.models import Delivery
from people.enums import Ended
from people.models import User

COMPLAINED, CAME_BACK = mailout_harm.LEAST_COMPLAINTS, 2
NOT_KNOWN = 40  # messages of which the mail server has said nothing more
DELIVERED_AFTER, COMPLAINED_AFTER, NOTICED_AFTER = (timedelta(minutes=minutes) for minutes in (6, 15, 25))


def make(of: Words, *, days: int, author: User, approver: User) -> Mailout:
    """It waits for somebody of staff to look at it: the site lets none go on by itself."""
    made = mailouts_written.set_off(of, days=days, author=author, approver=approver)
    rows = mailing_of(made).deliveries.order_by("pk")
    left = list(rows[: rows.count() // 2])
    fare(mailouts_readers.ordinary(rows.filter(pk__lte=left[-1].pk)), left)
    mailouts_figures.count(made.links.all(), timezone.localdate(made.started_at), most=30, days=1)
    return pause(made)


def fare(some: list[Delivery], left: Sequence[Delivery]) -> None:
    """Of `some`, a few marked it as spam and a few did not get it. Of the last, nothing is known but that they left."""
    spam, back = some[:: len(some) // COMPLAINED][:COMPLAINED], some[1 : 1 + CAME_BACK]
    states = {row.pk: State.ACCEPTED for row in left[-NOT_KNOWN:]}
    states |= {row.pk: State.COMPLAINED for row in spam} | {row.pk: State.BOUNCED for row in back}
    for row in left:
        row.state, row.attempts = states.get(row.pk, State.DELIVERED), 1
        row.finished_at = row.due_at + DELIVERED_AFTER
    Delivery.objects.bulk_update(left, ["state", "attempts", "finished_at"], batch_size=500)
    mailouts_readers.come_back(back)
    for row in spam:
        mailouts_readers.suppress(row, SuppressionReason.COMPLAINT)
        mailouts_readers.end(row, row.due_at + COMPLAINED_AFTER, Ended.PROVIDER)


def pause(made: Mailout) -> Mailout:
    """As the site does it by itself."""
    stop = mailout_harm.judge(mailout_harm.of(mailing_of(made)), mailout_harm.NONE)
    if stop is None:
        raise ValueError("Nothing stops it.")
    paused = mailout_halts.pause(made, because=stop.because)
    lines = ModelLogEntry.objects.for_instance(paused).filter(action="mailout.pause")
    lines.update(timestamp=(paused.started_at or timezone.now()) + NOTICED_AFTER)
    return paused
