"""Who gets which step of a series on a day: series_days in SQL.

Two records that were found to be one person are one here: a fact about either begins the series for both, and what
either was sent is not sent to the other.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from campaigns import audiences, series_days
from campaigns.enums import OVER
from campaigns.mailout_enums import SeriesStart, SeriesState
from campaigns.models import Milestone, Series, SeriesStep, Signature
from groups.models import Membership
from mail.models import Delivery, Suppression
from people.models import Consent
from training.selectors import reminders

Rows = QuerySet[Any]
WHO = Coalesce("person__merged_into", "person")
WHO_GOT = Coalesce("basis__person__merged_into", "basis__person")


def running() -> QuerySet[Series]:
    return Series.objects.filter(state=SeriesState.RUNNING)


def facts(series: Series, begins: datetime, days: tuple[date, date], on: date) -> Rows:
    """What began the series between two days, each with `who`, as known on a day. Nothing that was so before it ran."""
    since, until = series_days.moments(*days)
    between = (max(since, begins), until)
    if series.start == SeriesStart.AGREED:
        rows: Rows = Consent.objects.live().filter(purpose=series.purpose, **at("confirmed_at", between))
    elif series.start == SeriesStart.SIGNED:
        rows = signatures(series).filter(**at("confirmed_at", between))
    elif series.start == SeriesStart.MILESTONE:
        rows = signed_before_a_milestone(series, between)
    elif series.start == SeriesStart.JOINED_GROUP:
        rows = Membership.objects.live().filter(**at("since", between))
    else:
        rows = lapsing(timezone.localdate(begins), days, on)
    found: Rows = rows.annotate(who=WHO)
    return found


def at(field: str, between: tuple[Any, Any]) -> dict[str, Any]:
    return {f"{field}__gte": between[0], f"{field}__lt": between[1]}


def signatures(series: Series) -> Rows:
    """Of any petition that is open, where the series names none."""
    counted: Rows = Signature.objects.confirmed()
    if series.petition_id:
        return counted.filter(petition=series.petition_id)
    return counted.exclude(petition__state__in=OVER)


def signed_before_a_milestone(series: Series, between: tuple[Any, Any]) -> Rows:
    reached = Milestone.objects.filter(petition=OuterRef("petition"), **at("reached_at", between))
    return signatures(series).filter(Exists(reached.filter(reached_at__gte=OuterRef("confirmed_at"))))


def lapsing(begins: date, days: tuple[date, date], on: date) -> Rows:
    """The fact is the day some time before the last of the award that lasts longest."""
    before = timedelta(days=series_days.BEFORE_THE_END)
    return reminders.lapsing_between(max(days[0], begins) + before, days[1] + before, on)


def due(step: SeriesStep, on: date) -> Rows:
    """The consents by which this step is due; two of them may share an address. Raises BadAudience."""
    return begun_between(step, *series_days.window(step.wait_days, on), on)


def begun_between(step: SeriesStep, first: date, last: date, on: date) -> Rows:
    """Of those who may get it, whom something of these days began the series for."""
    if step.series.begins_at is None or is_over(step.series):
        return Consent.objects.none()
    begun = facts(step.series, step.series.begins_at, (first, last), on)
    return may_get(step).filter(Exists(begun.filter(who=OuterRef("person"))))


def is_over(series: Series) -> bool:
    return series.petition is not None and series.petition.state in OVER


def may_get(step: SeriesStep) -> Rows:
    live = Consent.objects.live().filter(purpose=step.series.purpose)
    found: Rows = live.filter(person__erased_at=None, person__merged_into=None).order_by()
    return found.filter(
        audiences.parse(step.conditions).met("person"),
        ~Exists(Suppression.objects.in_force().filter(address=OuterRef("person__address"))),
        ~sent(step),
        ~stopped(step.series),
    )


def sent(step: SeriesStep) -> Q:
    """Whether it was written down for them, in whichever record, or for whoever shares their address."""
    if step.mailing_id is None:
        return Q(pk__in=[])
    ledger: Rows = Delivery.objects.filter(mailing=step.mailing_id)
    to_them = ledger.annotate(who=WHO_GOT).filter(who=OuterRef("person"))
    return Q(Exists(to_them)) | Q(Exists(ledger.filter(address=OuterRef("person__address"))))


def stopped(series: Series) -> Q:
    """Whether they signed the petition that the series asks for."""
    if series.stops_when_signed_id is None:
        return Q(pk__in=[])
    signed: Rows = Signature.objects.confirmed().filter(petition=series.stops_when_signed_id).annotate(who=WHO)
    return Q(Exists(signed.filter(who=OuterRef("person"))))


def addressees(step: SeriesStep, on: date, within: Collection[int] | None = None) -> dict[int, int]:
    """The consent to write by, of each address that is due: of two who share one, whoever agreed first."""
    rows = due(step, on)
    if within is not None:
        rows = rows.filter(person__address__in=within)
    first = rows.values("person__address").annotate(first=Min("pk"))
    return dict(first.values_list("person__address", "first"))
