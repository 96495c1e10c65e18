"""What staff see of one petition at a glance. Each question costs the same however many have signed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import registry

from campaigns import countries
from campaigns.enums import CommentState, SignatureState
from campaigns.models import (
    CountRepair,
    CountryTotal,
    GroupTotal,
    HourTotal,
    Petition,
    PetitionNews,
    Signature,
)
from mail.enums import SuppressionReason
from mail.models import Suppression

HOURS = 48
LATEST = 10_000  # signatures that the rate of confirming is taken from
MOST_COUNTED = 1000
LISTED = 10


class Day(NamedTuple):
    day: date
    asked: int
    confirmed: int

    @property
    def rate(self) -> int:
        """Whole per cent: 100 only where every one was confirmed."""
        return 100 * self.confirmed // self.asked if self.asked else 0


class Queue(NamedTuple):
    number: int
    oldest: datetime | None

    @property
    def is_more(self) -> bool:
        return self.number == MOST_COUNTED


def of(petition: Petition) -> dict[str, Any]:
    hours, days = changes_by_hour(petition), confirmations_by_day(petition)
    asked, confirmed = sum(day.asked for day in days), sum(day.confirmed for day in days)
    return {
        "total": getattr(petition, "total", None),
        "hours": hours,
        "last_day": sum(change for _, change in hours[-24:]),
        "days": days,
        "rate": Day(timezone.localdate(), asked, confirmed),
        "held": queue(petition.signatures.held()),
        "comments": queue(petition.signatures.confirmed().filter(comment_state=CommentState.WAITING)),
        "came_back": addresses_that_came_back(petition),
        "groups": top(GroupTotal.objects.filter(petition=petition).values_list("group__name", "counted")),
        "countries": [
            (countries.name(code), number)
            for code, number in top(CountryTotal.objects.filter(petition=petition).values_list("country", "counted"))
        ],
        "milestones": list(petition.milestones.all()[:LISTED]),
        "news": list(PetitionNews.objects.filter(petition=petition).select_related("created_by", "sent_by")[:LISTED]),
        "corrections": list(petition.corrections.select_related("made_by")),
        "repair": CountRepair.objects.filter(petition=petition).first(),
        "history": list(registry.get_logs_for_instance(petition).select_related("user")[:LISTED]),
    }


def changes_by_hour(petition: Petition) -> list[tuple[datetime, int]]:
    """Of the last 48 hours, by how much the count changed in each, the present one last."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    since = now - timedelta(hours=HOURS - 1)
    known = dict(HourTotal.objects.filter(petition=petition, hour__gte=since).values_list("hour", "change"))
    hours = [since + timedelta(hours=number) for number in range(HOURS)]
    return [(hour, known.get(hour, 0)) for hour in hours]


def confirmations_by_day(petition: Petition) -> list[Day]:
    """Of the latest that were asked to confirm, by the day on which they signed, the newest day first."""
    latest = petition.signatures.exclude(state=SignatureState.HELD).order_by("-pk").values("pk")[:LATEST]
    rows = (
        Signature.objects.filter(pk__in=latest)
        .order_by()
        .values(day=TruncDate("created_at"))
        .annotate(asked=Count("pk"), confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)))
        .order_by("-day")[:LISTED]
    )
    return [Day(**row) for row in rows]


def queue(waiting: QuerySet[Signature]) -> Queue:
    """How many, up to a thousand, and since when the oldest waits."""
    some = waiting.order_by("created_at").values("pk")[:MOST_COUNTED]
    found = Signature.objects.filter(pk__in=some).aggregate(number=Count("pk"), oldest=Min("created_at"))
    return Queue(**found)


def addresses_that_came_back(petition: Petition) -> int:
    bounced = Suppression.objects.in_force().filter(reason=SuppressionReason.HARD_BOUNCE)
    some = bounced.filter(address__signatures__petition=petition).order_by().values("address")[:MOST_COUNTED]
    return len({row["address"] for row in some})


def top(rows: QuerySet[Any]) -> Iterable[tuple[str, int]]:
    return list(rows.filter(counted__gt=0).order_by("-counted")[:LISTED])


def chart_of_hours(hours: list[tuple[datetime, int]]) -> dict[str, Any]:
    """A table as pages.charts reads it; an hour that comes twice in autumn counts as one."""
    named: dict[str, int] = {}
    for hour, change in hours:
        name = date_format(timezone.localtime(hour), "D H:00")
        named[name] = named.get(name, 0) + change
    return {"data": [["Hour", "Signatures"], *([name, str(change)] for name, change in named.items())]}


def overview() -> QuerySet[Any]:
    """All petitions with what the list says of each: one query, whatever their number."""
    since = timezone.now() - timedelta(hours=24)
    theirs = HourTotal.objects.filter(petition=OuterRef("pk"), hour__gte=since).order_by()
    last_day = theirs.values("petition").annotate(sum=Sum("change")).values("sum")
    waiting = Signature.objects.filter(petition=OuterRef("pk")).order_by()
    return Petition.objects.with_total().annotate(
        counted=Coalesce(F("total__counted"), 0),
        last_day=Coalesce(Subquery(last_day), 0),
        held=Coalesce(Subquery(number(waiting.held())), 0),
        comments=Coalesce(Subquery(number(waiting.confirmed().filter(comment_state=CommentState.WAITING))), 0),
    )


def number(rows: QuerySet[Signature]) -> QuerySet[Any]:
    return rows.values("petition").annotate(number=Count("pk")).values("number")
