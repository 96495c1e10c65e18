"""Finding a group: by name, region, kind and what it does; the nearest; where they all are."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Avg, Count, Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import ngettext

from groups.enums import GroupState
from groups.models import CommunityGroup
from groups.models.group import CommunityGroupQuerySet
from places.maps.points import Point
from places.models import Constituency, Country, Position, Region
from places.selectors import places
from places.selectors.places import Near

NEAREST = 10
FAR = 80.0  # km: farther is nobody's evening out
MOST_TOWNS = 250  # on the map, those with the most groups: what it weighs has a bound


class Wanted(NamedTuple):
    name: str = ""
    region: str = ""  # the slug of a region of England, or of another nation
    kind: str = ""
    aim: str = ""


def search(wanted: Wanted) -> CommunityGroupQuerySet:
    """Of the groups in lists those that are all of this, by name."""
    found = CommunityGroup.objects.listed().select_related("constituency__region", "constituency__country")
    for word in wanted.name.split():
        found = found.filter(Q(name__icontains=word) | Q(town__icontains=word))
    if wanted.region:
        found = found.filter(in_region(wanted.region))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.aim:
        found = found.annotate(aims_text=Cast("aims", TextField())).filter(aims_text__contains=f'"{wanted.aim}"')
    return found.order_by("name", "pk")


def in_region(slug: str, *, group: str = "") -> Q:
    """`group`: the way to the group from what is filtered, as lookups have it."""
    seat = f"{group}constituency__"
    return Q(**{f"{seat}region__slug": slug}) | Q(**{f"{seat}region": None, f"{seat}country__slug": slug})


def regions() -> list[tuple[str, str]]:
    """The nine regions of England and the three other nations: slug and name."""
    others = Country.objects.filter(~Exists(Region.objects.filter(country=OuterRef("pk")))).order_by()
    of_england = Region.objects.order_by().values_list("slug", "name")
    return list(of_england.union(others.values_list("slug", "name")).order_by("name"))


def near(position: Position) -> list[Near[CommunityGroup]]:
    return places.nearest(CommunityGroup.objects.listed(), position=position, limit=NEAREST, within=FAR)


def towns() -> list[Point]:
    """Where there are groups, the towns with the most first; each leads to its groups in the list."""
    listed = CommunityGroup.objects.listed().exclude(town="").filter(latitude__isnull=False)
    rows = listed.values("town").annotate(groups=Count("pk"), north=Avg("latitude"), east=Avg("longitude"))
    return [point(**row) for row in rows.order_by("-groups", "town")[:MOST_TOWNS]]


def point(*, town: str, groups: int, north: float, east: float) -> Point:
    note = ngettext("%(number)s group", "%(number)s groups", groups) % {"number": groups}
    return Point(town, f"{reverse('groups')}?{urlencode({'name': town})}", north, east, note)


def of_link(slug: str) -> CommunityGroup | None:
    """The group whose link somebody passed on, or the one that it became part of since."""
    return CommunityGroup.objects.with_page().filter(slug=slug).first() or instead_of(slug)


def instead_of(slug: str) -> CommunityGroup | None:
    """The group with a page that one of this slug became part of, however many merges ago; None where there is none."""
    group = CommunityGroup.objects.filter(slug=slug, state=GroupState.MERGED).first()
    while group is not None and group.state == GroupState.MERGED:
        group = group.merged_into
    return CommunityGroup.objects.with_page().filter(pk=group.pk).first() if group else None


def place_of(constituency: Constituency | None) -> str:
    if constituency is None:
        return ""
    return str(constituency.region or constituency.country)
