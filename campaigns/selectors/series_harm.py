"""How many messages of a series came back or were complained of lately, and why it was stopped."""

from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns.mailout_enums import SeriesState
from campaigns.models import Series
from campaigns.selectors.mailout_harm import Harm, harm_in
from mail.enums import State
from mail.models import Delivery

LATELY = timedelta(days=30)  # a series goes on for years: what went well long ago hides nothing that goes wrong today
LET_RUN = ("series.approve", "series.resume")
STOPPED = ("series.pause", "series.revoke", "series.send_back")


def of(series: Series) -> Harm:
    """Of what left lately, and since somebody last let it run: what had left before they have looked at."""
    left = Delivery.objects.filter(mailing__step__series=series, finished_at__gte=since(series))
    rows = left.order_by().values_list("state").annotate(Count("pk"))
    return harm_in({State(state): number for state, number in rows})


def since(series: Series) -> datetime:
    lately = timezone.now() - LATELY
    entries = ModelLogEntry.objects.for_instance(series).filter(action__in=LET_RUN)
    let_run: datetime | None = entries.aggregate(last=Max("timestamp"))["last"]
    return max(lately, let_run) if let_run else lately


def why_stopped(series: Series) -> str:
    """Empty where it runs, or where nobody gave a reason."""
    if series.state not in (SeriesState.PAUSED, SeriesState.DRAFT):
        return ""
    entries = ModelLogEntry.objects.for_instance(series).filter(action__in=(*LET_RUN, *STOPPED, "series.submit"))
    last = entries.order_by("-timestamp", "-pk").first()
    return str(last.data.get("because", "")) if last and last.data else ""
