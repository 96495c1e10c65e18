"""From a postcode to a place, and from a place to what is nearest. Nothing here asks anybody but our own database."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import asin, cos, degrees, inf, radians, sin, sqrt
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from pages import prepared
from places import postcodes
from places.enums import Outcome
from places.models import Constituency, Country, Outcode, Position, Postcode, Region

EARTH_RADIUS = 6371.0088  # km, the mean radius of the IUGG
RADII = (5.0, 20.0, 80.0, 320.0, inf)  # km: how the search grows while it finds too few
NORTHERN_IRELAND = "BT"
Thing = TypeVar("Thing", bound=Model)


@dataclass(frozen=True)
class Place:
    """What is known about a postcode; `hint` is a sentence for whoever typed it, empty where it was found."""

    outcome: Outcome
    postcode: str = ""  # in its official form; empty where it is malformed
    position: Position | None = None  # of the postcode, or of the middle of its outcode
    constituency: Constituency | None = None
    terminated_on: date | None = None
    hint: str = ""

    @property
    def may_choose(self) -> bool:
        """Whether somebody there has a constituency, which they can choose where we don't know it or are wrong."""
        return bool(self.postcode) and postcodes.area(self.postcode) not in postcodes.OUTSIDE_PARLIAMENT


@dataclass(frozen=True)
class Near(Generic[Thing]):
    """Something and its distance along the ground, in kilometres."""

    thing: Thing
    km: float


def locate(*, postcode: str) -> Place:
    """Where a postcode lies, however it is typed. Never an exception, and never a constituency that wasn't looked up.

    The constituency is that in which the postcode's middle lies; a postcode can straddle two, so people may choose.
    """
    try:
        official = postcodes.parse(postcode)
    except postcodes.MalformedPostcode as error:
        return Place(Outcome.MALFORMED, hint=str(error))
    area = postcodes.area(official)
    if reason := postcodes.WITHOUT_GEOGRAPHY.get(area):
        return Place(Outcome.NO_GEOGRAPHY, official, hint=reason)
    if area not in postcodes.AREAS:
        return Place(Outcome.MALFORMED, hint=f"No postcode begins with {area}. Check what you typed.")
    row = held(official.replace(" ", ""))
    return known(official, row) if row else unknown(official)


def held(code: str) -> Postcode | None:
    """The row of a postcode without its space, with its constituency and where that lies, in one query."""
    columns = iter(prepared.fetch_one(statement(), [code]) or ())
    row, seat = built(Postcode, columns), built(Constituency, columns)
    country, region = built(Country, columns), built(Region, columns)
    if row and seat and country:
        seat.country, seat.region, row.constituency = country, region, seat
    return row


@cache
def statement() -> str:
    """Django would put the same text together for each look-up, which takes three times as long as the look-up."""
    rows = Postcode.objects.select_related("constituency__country", "constituency__region")
    return str(rows.filter(code="").query.sql_with_params()[0])


def built(model: type[Thing], columns: Iterator[Any]) -> Thing | None:
    """An object of the next columns; None where a join found none."""
    values = {field.attname: next(columns, None) for field in model._meta.concrete_fields}
    key = values[model._meta.pk.attname]
    return model.from_db(connection.alias, list(values), list(values.values())) if key is not None else None


def known(official: str, row: Postcode) -> Place:
    seat = row.constituency
    if seat and seat.valid_to:
        seat = None  # new boundaries are in force, and the postcodes were not imported since
    if row.terminated_on:
        hint = f"{official} is no longer in use: it ended in {row.terminated_on:%B %Y}."
        return Place(Outcome.TERMINATED, official, row.position, seat, row.terminated_on, hint)
    if row.constituency is None and row.position is None:
        return Place(Outcome.NO_GEOGRAPHY, official, hint=f"{official} stands for no place on the map.")
    return Place(Outcome.FOUND, official, row.position, seat)


def unknown(official: str) -> Place:
    outcode = Outcode.objects.filter(code=official.split()[0]).first()
    position = outcode.position if outcode else None
    if postcodes.area(official) == NORTHERN_IRELAND and not knows_northern_ireland():
        hint = (
            "We don't have the postcodes of Northern Ireland, which need a licence of their own. "
            "Choose your constituency."
        )
        return Place(Outcome.NO_GEOGRAPHY, official, position, hint=hint)
    return Place(Outcome.UNKNOWN, official, position, hint=f"We don't know {official}. Choose your constituency.")


def knows_northern_ireland() -> bool:
    return Outcode.objects.filter(code__startswith=NORTHERN_IRELAND, postcodes__gt=0).exists()


def nearest(
    queryset: QuerySet[Thing],
    *,
    limit: int,
    position: Position | None = None,
    postcode: str = "",
    within: float = inf,
) -> list[Near[Thing]]:
    """The `limit` nearest of a queryset of Positioned things to a position or a postcode, nearest first.

    By great-circle distance, none farther than `within` km; ties in the order of their keys. Empty where the postcode
    has no known position. It looks in a box that grows until it holds enough, so the index on (latitude, longitude)
    does the work on both databases.
    """
    centre = position or locate(postcode=postcode).position
    if centre is None or limit < 1:
        return []
    radii = deque([*(each for each in RADII if each < within), within])
    while radii:
        radius = radii.popleft()
        rows = queryset.filter(**box(centre, radius), latitude__isnull=False).order_by()
        measured = [
            (distance(centre, Position(latitude, longitude)), pk)
            for pk, latitude, longitude in rows.values_list("pk", "latitude", "longitude")
        ]
        found = sorted(pair for pair in measured if pair[0] <= radius)[:limit]
        if len(found) == limit:
            break
        if not measured and len(radii) > 1:
            radii.popleft()  # where there is nothing, the next box would hold too few
    things = {thing.pk: thing for thing in queryset.filter(pk__in=[pk for _, pk in found])}
    return [Near(things[pk], km) for km, pk in found if pk in things]


def box(centre: Position, radius: float) -> dict[str, tuple[float, float]]:
    """The filter of a box around a circle of `radius` km; no longitudes where it holds a pole or crosses 180°."""
    angle = radius / EARTH_RADIUS
    south, north = centre.latitude - degrees(angle), centre.latitude + degrees(angle)
    if south <= -90 or north >= 90:
        return {} if radius == inf else {"latitude__range": (south, north)}
    reach = degrees(asin(sin(angle) / cos(radians(centre.latitude))))
    west, east = centre.longitude - reach, centre.longitude + reach
    if west < -180 or east > 180:
        return {"latitude__range": (south, north)}
    return {"latitude__range": (south, north), "longitude__range": (west, east)}


def distance(one: Position, other: Position) -> float:
    """Kilometres along the ground between two positions, by the haversine formula."""
    half_north = sin(radians(other.latitude - one.latitude) / 2)
    half_east = sin(radians(other.longitude - one.longitude) / 2)
    across = cos(radians(one.latitude)) * cos(radians(other.latitude))
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half_north**2 + across * half_east**2)))
