"""What the site does with mail-outs that leave, by itself: stop them, let them rest at night, end them."""

import time
from contextlib import suppress

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.mailout_clock import quiet_until
from campaigns.mailout_enums import MailoutState
from campaigns.mailout_messages import MAILOUT, SERIES
from campaigns.models import Mailout
from campaigns.selectors import elections, mailout_elections, mailout_harm
from campaigns.services import mailout_comparing, mailout_halts
from campaigns.services.life import WrongState
from campaigns.services.mailout_moves import mailing_of, step
from campaigns.services.mailout_sending import ELECTION
from mail.enums import MailingState
from mail.models import Mailing
from mail.services import mailings

_judged: dict[int, float] = {}  # when this process last did, by the mail-out's key


def sending() -> QuerySet[Mailout]:
    return Mailout.objects.filter(state=MailoutState.SENDING)


def test_messages() -> QuerySet[Mailing]:
    """Mailings of test messages, which belong to no mail-out that leaves, and to no series that runs."""
    kinds = (MAILOUT, SERIES)
    return Mailing.objects.filter(kind__in=kinds, state=MailingState.RUNNING, mailout=None, step=None)


def look_after(*, judges_every: float = 0) -> int:
    """Returns how many were looked at. One that fails holds up no other, and the run ends with its error.

    To count what came back of a million messages takes a while, so each process does it only every so many seconds.
    """
    found = list(sending().select_related("mailing").order_by("started_at", "pk"))
    failed: Exception | None = None
    for mailout in found:
        try:
            look_after_one(mailout, judges_every)
        except Exception as error:
            failed = failed or error
    for mailing in test_messages().order_by("pk"):
        mailings.finish(mailing)
    if failed is not None:
        raise failed
    return len(found)


def look_after_one(mailout: Mailout, judges_every: float) -> None:
    now = time.monotonic()
    if now >= _judged.get(mailout.pk, -judges_every) + judges_every:
        _judged[mailout.pk] = now
        if stop_by_itself(mailout):
            return
    mailout_comparing.decide(mailout)
    rest(mailout)
    finish(mailout)


def stop_by_itself(mailout: Mailout) -> bool:
    """Whether it stops: too much came back or was complained of, or an election asks for a second look."""
    stop = mailout_harm.judge(mailout_harm.of(mailing_of(mailout)), mailout_harm.looked_at(mailout))
    if stop is None and elections.in_campaign() and mailout_elections.to_look_at(mailout):
        stop = mailout_harm.Stop(False, ELECTION)
    if stop is None:
        return False
    halt = mailout_halts.cancel if stop.for_good else mailout_halts.pause
    with suppress(WrongState):  # staff were quicker
        halt(mailout, by=None, because=stop.because)
    return True


def rest(mailout: Mailout) -> None:
    """Nothing of it leaves in its quiet hours."""
    until, mailing = quiet_until(timezone.now(), mailout.quiet_from, mailout.quiet_until), mailing_of(mailout)
    if mailing.rests_until != until:
        mailings.rest(mailing, until)


@transaction.atomic
def finish(mailout: Mailout) -> bool:
    """Once all of its messages are written down and none of them is open: the database says so."""
    found = sending().select_for_update(of=("self",)).filter(pk=mailout.pk).exclude(number=None).first()
    if found is None or not mailings.finish(mailing_of(found)):
        return False
    step(found, "finish", by=None, finished_at=timezone.now())
    return True
