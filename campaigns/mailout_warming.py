"""The first days of a new sender: few messages on the first, twice as many on each that follows.

Mailbox providers trust nobody whom they don't know, and refuse what suddenly comes in great numbers. The quota is a law
like those of the provider: a bucket that all mail-outs of the sender share, over any number of workers. Since when a
sender is known stands in the log of mail-outs, each of which says by which domain it began to leave.
"""

from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache

from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns.models import Mailout
from mail import streams
from mail.models import Mailing
from mail.streams import Limit

BEGAN, SENDER = "mailout.begin", "sender"
DAY = timedelta(days=1)
FIRST_DAY = 500  # messages
DAYS = 14  # the quota of the last, of four millions, binds nobody


def domain_of(stream: str) -> str:
    """Of the address that readers see."""
    return parseaddr(streams.get(stream).from_email)[1].rpartition("@")[2].lower()


def limits_of(mailing: Mailing) -> dict[str, Limit]:
    """Of a mailing whose mail-out says that its sender is new, until the days are over."""
    if not is_new(mailing.pk):
        return {}
    domain = domain_of(mailing.stream)
    known_for = timezone.now() - known_since(domain)
    if known_for >= DAYS * DAY:
        return {}
    return {f"warming:{domain}": Limit(quota(known_for), DAY.total_seconds())}


@lru_cache(maxsize=1024)  # asked with every window; what was approved stays so
def is_new(mailing_id: int) -> bool:
    return Mailout.objects.filter(mailing=mailing_id, warms_up=True).exists()


def known_since(domain: str) -> datetime:
    began = ModelLogEntry.objects.filter(action=BEGAN, **{f"data__{SENDER}": domain}).order_by("timestamp")
    return began.values_list("timestamp", flat=True).first() or timezone.now()


def quota(known_for: timedelta) -> int:
    """Of messages in any 24 hours, for a sender that has been known for so long."""
    return FIRST_DAY << max(0, known_for // DAY)
