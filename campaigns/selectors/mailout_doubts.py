"""Messages of a mail-out or series that perhaps left: a worker or the connection broke off as they were handed over."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from campaigns.mailout_enums import MailoutState, SeriesState
from campaigns.models import Mailout, Series
from mail.enums import State
from mail.models import Delivery

MOST_LISTED = 50


class Doubts(NamedTuple):
    """The oldest of them, and how many there are at this moment; nothing more leaves of what `is_over`."""

    rows: list[Delivery]
    number: int
    at: datetime
    is_over: bool


def in_doubt(whole: Mailout | Series, *, at: datetime | None = None) -> QuerySet[Delivery]:
    """The oldest first; with `at` those that were in doubt at that moment already."""
    rows = Delivery.objects.filter(state=State.UNCERTAIN).order_by("pk")
    if at is not None:
        rows = rows.filter(Q(finished_at=None) | Q(finished_at__lte=at))
    if isinstance(whole, Series):
        return rows.filter(mailing__step__series=whole)
    return rows.filter(mailing=whole.mailing_id) if whole.mailing_id else rows.none()


def of(whole: Mailout | Series) -> Doubts:
    now = timezone.now()
    rows = list(in_doubt(whole)[:MOST_LISTED])
    number = in_doubt(whole).count() if len(rows) == MOST_LISTED else len(rows)
    return Doubts(rows, number, now, is_over(whole))


def is_over(whole: Mailout | Series) -> bool:
    """Cancelled or ended: what is said not to have left isn't sent again."""
    return whole.state in (MailoutState.CANCELLED, SeriesState.ENDED)
