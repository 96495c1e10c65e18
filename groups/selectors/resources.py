"""What groups may use now, and how often they fetched it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format

from groups import made
from groups.models import CommunityGroup, Download, Resource, ResourceVersion

MOST, MOST_VERSIONS, MOST_MADE, MOST_GROUPS = 100, 10, 50, 50
MONTHS = 12


class Shown(NamedTuple):
    """A resource as a group sees it."""

    resource: Resource
    version: ResourceVersion
    earlier: list[ResourceVersion]
    made: list[made.Thing]  # where it is made for the group


def current(group: CommunityGroup) -> list[Shown]:
    """In the order that staff gave them; without those that there is nothing of for this group now."""
    versions = ResourceVersion.objects.select_related("document").order_by("-number")
    rows = Resource.objects.current().prefetch_related(Prefetch("versions", versions))[:MOST]
    return [seen for seen in (shown(resource, group) for resource in rows) if seen is not None]


def shown(resource: Resource, group: CommunityGroup) -> Shown | None:
    newest, *earlier = resource.versions.all()
    if not resource.maker:
        return Shown(resource, newest, earlier[:MOST_VERSIONS], [])
    things = things_of(resource, group)
    return Shown(resource, newest, [], things) if things else None


def things_of(resource: Resource, group: CommunityGroup) -> list[made.Thing]:
    maker = made.get(resource.maker)
    return maker.things(group)[:MOST_MADE] if maker else []


def new_since(rows: list[Shown], *, days: int = 30) -> list[Shown]:
    since = timezone.now() - timedelta(days=days)
    return [row for row in rows if row.version.at >= since]


def every() -> QuerySet[Resource]:
    """For staff, the withdrawn ones last."""
    return Resource.objects.annotate(
        newest=Count("versions", distinct=True), fetched=Sum("versions__downloads__number", default=0)
    ).order_by("withdrawn_at", "order", "title", "pk")


def by_version(resource: Resource) -> QuerySet[ResourceVersion]:
    counted = resource.versions.select_related("document", "by")
    return counted.annotate(
        fetched=Sum("downloads__number", default=0), groups=Count("downloads__group", distinct=True)
    ).order_by("-number")[:MOST]


def by_group(resource: Resource) -> QuerySet[CommunityGroup, Any]:
    """Those that fetched it most."""
    theirs = CommunityGroup.objects.filter(downloads__version__resource=resource)
    return theirs.annotate(fetched=Sum("downloads__number")).order_by("-fetched", "name", "pk")[:MOST_GROUPS]


def months(on: date) -> list[date]:
    """The first days of the last twelve, the present one last."""
    numbers = [on.year * 12 + on.month - 1 - back for back in reversed(range(MONTHS))]
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def by_month(resource: Resource, *, on: date) -> list[tuple[str, int]]:
    first, *_ = shown_months = months(on)
    counted = Download.objects.filter(version__resource=resource, day__gte=first).order_by()
    monthly = counted.annotate(month=TruncMonth("day")).values("month").annotate(all=Sum("number"))
    found = dict(monthly.values_list("month", "all"))
    return [(date_format(month, "M Y"), found.get(month, 0)) for month in shown_months]


def rows_of(resource: Resource) -> Iterator[tuple[Any, ...]]:
    """Day, version, group, number: every line that is kept."""
    counted = Download.objects.filter(version__resource=resource).order_by("day", "version__number", "group__name")
    return counted.values_list("day", "version__number", "group__name", "number").iterator(chunk_size=1000)
