"""Mail-outs in the demonstration: in each part of their life, with all that goes with them. Sends none.

Who gets them is worked out as always; what became of each message is written down as the services would leave it,
since weeks of sending can't be waited for.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.services import mailout_comparing
from campaigns.services.mailout_moves import mailing_of
from config.demo import (
    dice,
    mailouts_figures,
    mailouts_log,
    mailouts_paused,
    mailouts_readers,
    replies,
    segments,
    series,
    supporters,
)
from config.demo import mailouts_words as words
from config.demo.mailouts_words import Words
from config.demo.mailouts_written import approval, in_the_morning, set_off, write
from mail.enums import State
from mail.models import Mailing
from mail.services import mailings
from people.models import User

CAME_BACK, LEFT_US = 4, 7  # messages, and readers
CLICKED_FOR = mailouts_figures.DAYS
CLICKS = 70  # at most, of a link on the first day
ARRIVES_AFTER, OVER_AFTER = timedelta(minutes=10), timedelta(hours=1)
AHEAD = timedelta(days=30)  # whoever looks at the demonstration for a day sees it wait


def make(*, author: User, approver: User) -> None:
    """Safe to repeat: where there is a mail-out, nothing is added."""
    if Mailout.objects.exists():
        return
    mailouts_readers.agree()
    welcome = series.make(author=author, approver=approver)
    send(words.HALFWAY, days=33, author=author, approver=approver)
    answered = send(words.MINISTER, days=9, author=author, approver=approver)
    series.go_on(welcome)
    mailouts_paused.make(words.PAUSED, days=2, author=author, approver=approver)
    write(words.DRAFT, author, days=1)
    hand_in(author)
    schedule(author, approver)
    cancel(author)
    segments.make(by=author)
    supporters.make(by=author)
    replies.make(answered, by=author)


def hand_in(author: User) -> None:
    made = write(words.IN_REVIEW, author, days=2, state=MailoutState.IN_REVIEW, submitted_by=author)
    mailouts_log.note(made, "submit", in_the_morning(2) + timedelta(hours=4), by=author)


def schedule(author: User, approver: User) -> None:
    made = write(words.SCHEDULED, author, days=3)
    send_at, approved_at = in_the_morning(0) + AHEAD, in_the_morning(2)
    fields = approval(made, approver, approved_at)
    Mailout.objects.filter(pk=made.pk).update(state=MailoutState.SCHEDULED, send_at=send_at, **fields)
    mailouts_log.approved(made, author, approver, approved_at)
    mailouts_log.timed(made, author, approved_at, send_at)


def cancel(author: User) -> None:
    at, because = in_the_morning(4), words.WHY_CANCELLED
    made = write(words.CANCELLED, author, days=6, state=MailoutState.CANCELLED, because=because, finished_at=at)
    mailouts_log.note(made, "cancel", at, by=author, data={"because": because})


def send(of: Words, *, days: int, author: User, approver: User) -> Mailout:
    """As if it had left so many days ago."""
    made, at = set_off(of, days=days, author=author, approver=approver), in_the_morning(days)
    mailing, compared_until = mailing_of(made), mailout_comparing.ends_at(made)
    if compared_until is not None:
        mailings.choose(mailing, "b")
    fare(mailing, at, compared_until or at)
    mailings.finish(mailing)
    over = (compared_until or at) + OVER_AFTER
    Mailing.objects.filter(pk=mailing.pk).update(finished_at=over)
    Mailout.objects.filter(pk=made.pk).update(state=MailoutState.FINISHED, finished_at=over)
    first, is_compared = timezone.localdate(at), compared_until is not None
    mailouts_figures.count(made.links.all(), first, most=CLICKS, compared=is_compared)
    mailouts_figures.act(made)
    if compared_until is not None:
        data = {"variant": "b", "clicks": mailouts_figures.when_chosen(made, first)}
        mailouts_log.note(made, "choose", compared_until, data=data)
    mailouts_log.note(made, "finish", over)
    return made


def fare(mailing: Mailing, at: datetime, rest_at: datetime) -> None:
    """Most arrive, some come back, one is marked as spam, and some readers want no more.

    Whoever got neither of two subjects at first got the one that was chosen at `rest_at`.
    """
    sent = mailing.deliveries.all()
    sent.update(state=State.DELIVERED, attempts=1)
    sent.exclude(context={}).update(due_at=at, finished_at=at + ARRIVES_AFTER)
    sent.filter(context={}).update(due_at=rest_at, finished_at=rest_at + ARRIVES_AFTER)
    some = mailouts_readers.ordinary(sent)
    rows = sorted(some, key=lambda row: dice.between(0, 9_999, mailing.kind, at, row.pk))
    back, spam, leaving = rows[:CAME_BACK], rows[CAME_BACK], rows[CAME_BACK + 1 :][:LEFT_US]
    sent.filter(pk__in=[row.pk for row in back]).update(state=State.BOUNCED)
    sent.filter(pk=spam.pk).update(state=State.COMPLAINED)
    mailouts_readers.come_back(back)
    mailouts_readers.complain(spam)
    mailouts_readers.leave(leaving)
