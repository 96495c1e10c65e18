"""Two subjects compared: part of the audience gets one or the other, the rest the one whose links were clicked more.

The rule: clicks in sum, by subject, from the first message until the hours are over; as many of both, and the first
stays. The rest waits until that is decided, however late: its messages are due a year later until they are let go.
"""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout, MailoutClicks
from campaigns.services.mailout_moves import mailing_of
from mail.enums import State
from mail.models import Delivery, Mailing
from mail.models.delivery import DeliveryQuerySet
from mail.services import mailings

CHOSEN = "mailout.choose"
UNTIL_CHOSEN = timedelta(days=365)
AT_ONCE = 10_000


def ends_at(mailout: Mailout) -> datetime | None:
    """When the comparison is over; None where there is none."""
    if not mailout.second_subject or not mailout.compared_percent or mailout.started_at is None:
        return None
    return mailout.started_at + timedelta(hours=mailout.compared_hours)


def is_chosen(mailout: Mailout) -> bool:
    found: bool = ModelLogEntry.objects.for_instance(mailout).filter(action=CHOSEN).exists()
    return found


def decide(mailout: Mailout, *, seconds: float = 5) -> None:
    """Choose once the hours are over and all messages are written down, and then let the rest go, for so long."""
    over = ends_at(mailout)
    if over is None or mailout.number is None or over > timezone.now():
        return
    if not is_chosen(mailout):
        choose(mailout)
    release(mailing_of(mailout), seconds=seconds)


@transaction.atomic
def choose(mailout: Mailout) -> str:
    found = Mailout.objects.select_for_update(of=("self",)).get(pk=mailout.pk)
    mailing = mailing_of(found)
    if found.state != MailoutState.SENDING or is_chosen(found):
        return mailing.chosen
    sums = clicks(found)
    best = "b" if sums["b"] > sums["a"] else "a"
    mailings.choose(mailing, best)
    log(found, CHOSEN, data={"variant": best, "clicks": sums})
    return best


def clicks(mailout: Mailout) -> dict[str, int]:
    """In sum, of each subject. Clicks on test messages are gone: they are forgotten as it begins."""
    rows = MailoutClicks.objects.filter(link__mailout=mailout).values_list("variant").annotate(Sum("number")).order_by()
    return {"a": 0, "b": 0, **dict(rows)}


def rest(mailing: Mailing) -> DeliveryQuerySet:
    """Those in no comparison that still wait for its end."""
    later = timezone.now() + UNTIL_CHOSEN / 2
    return Delivery.objects.filter(mailing=mailing, state=State.QUEUED, due_at__gt=later)


def release(mailing: Mailing, *, seconds: float) -> int:
    """Let them go, slice by slice; returns how many."""
    stop, released = time.monotonic() + seconds, 0
    while pks := list(rest(mailing).order_by("due_at").values_list("pk", flat=True)[:AT_ONCE]):
        released += Delivery.objects.waiting().filter(pk__in=pks).update(due_at=timezone.now())
        if time.monotonic() > stop:
            break
    return released
