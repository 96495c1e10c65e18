"""Constituencies and counts as read-only JSON, for anybody. The project's other machinery of the API is config.api."""

import re
from collections.abc import Collection
from datetime import date
from typing import Annotated, Literal

from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Path, Query, Router, Schema
from ninja.errors import HttpError

from places import disclosure, layers
from places.models import Constituency, ConstituencyQuerySet, Country, Region, Representative
from places.selectors import constituencies

MOST = 100  # constituencies in one answer
LAST_OFFSET = 10_000
GSS_CODE = re.compile(r"[A-Z]\d{8}")
COUNT = "The number; null where it is hidden."
HIDDEN = "True where the number is under 5, or hidden so that one under 5 can't be worked out from it."

Code = Annotated[str, Path(description="The GSS code of the constituency.")]
Key = Annotated[str, Path(description="The key of the layer, as in the list of layers.")]

router = Router()


class Problem(Schema):
    error: str = Field(description="One sentence that says what is wrong.")


class Area(Schema):
    code: str = Field(description="The GSS code of the Office for National Statistics.")
    name: str


class Position(Schema):
    latitude: float = Field(description="Degrees north, WGS84.")
    longitude: float = Field(description="Degrees east, WGS84.")


class Hexagon(Schema):
    q: int = Field(description="Column, as in HexJSON's layout odd-r.")
    r: int = Field(description="Row, which grows to the north.")


class Member(Schema):
    name: str
    party: str
    since: date | None = Field(description="Since when they hold the seat, where it is known.", alias="started_on")


class ConstituencyOut(Schema):
    code: str = Field(description="The GSS code of the Office for National Statistics.")
    name: str
    name_cy: str = Field(description="The Welsh name; empty where there is none or it isn't known.")
    slug: str
    country: Area
    region: Area | None = Field(description="The region of England; null elsewhere.")
    valid_from: date = Field(description="The first day on which the seat exists.")
    valid_to: date | None = Field(description="The last day; null while the seat exists.")
    url: str = Field(description="Its page on this site.", alias="get_absolute_url")


class ConstituencyDetail(ConstituencyOut):
    position: Position | None = Field(description="Its middle.")
    hexagon: Hexagon | None = Field(description="Its cell in the hexagon map.")
    member: Member | None = Field(description="Its Member of Parliament; null where it has none or we don't know.")
    vacant_since: date | None = Field(description="Set while the seat has no Member of Parliament.")

    @staticmethod
    def resolve_position(seat: Constituency) -> Position | None:
        where = seat.position
        return Position(latitude=where.latitude, longitude=where.longitude) if where else None

    @staticmethod
    def resolve_hexagon(seat: Constituency) -> Hexagon | None:
        return None if seat.hex_q is None or seat.hex_r is None else Hexagon(q=seat.hex_q, r=seat.hex_r)

    @staticmethod
    def resolve_member(seat: Constituency) -> Representative | None:
        return next(iter(seat.representatives.all()), None)  # those of today alone were fetched


class Constituencies(Schema):
    total: int = Field(description="How many there are in all that fit.")
    items: list[ConstituencyOut]


class LayerOut(Schema):
    key: str
    title: str
    one: str = Field(description="What one of what is counted is called.")
    many: str
    personal: bool = Field(description="Whether people are counted, so that small numbers are hidden.")
    url: str

    @staticmethod
    def resolve_url(layer: layers.Layer) -> str:
        return reverse("api:layer", args=[layer.key])


class Count(Area):
    count: int | None = Field(description=COUNT)
    hidden: bool = Field(description=HIDDEN)


class Counts(Schema):
    layer: LayerOut
    total: Count = Field(description="Of the United Kingdom: the sum over its constituencies.")
    countries: list[Count]
    regions: list[Count]
    constituencies: list[Count]


class Filters(Schema):
    q: str = Field("", max_length=100, description="Beginnings of words of the English or Welsh name.")
    country: str | None = Field(None, max_length=60, description='Of a nation: "wales".')
    region: str | None = Field(None, max_length=60, description='Of a region of England: "north-east".')
    which: Literal["current", "all"] = Field("current", description='"all" adds those that new boundaries ended.')
    limit: int = Field(MOST, ge=1, le=MOST, description="How many at most.")
    offset: int = Field(0, ge=0, le=LAST_OFFSET, description="How many to pass over.")


@router.get(
    "constituencies/",
    response={200: Constituencies, 422: Problem},
    url_name="constituencies",
    operation_id="list_constituencies",
    summary="Constituencies by name",
    tags=["Constituencies"],
)
def list_constituencies(request: HttpRequest, filters: Query[Filters]) -> dict[str, object]:
    """The seats of the House of Commons in the order of their names, at most 100 at a time."""
    if unknown := sorted(request.GET.keys() - Filters.model_fields.keys()):  # else a slip would list everything
        raise HttpError(422, f'There is no parameter "{unknown[0]}": use {", ".join(Filters.model_fields)}.')
    found = constituencies.named(fitting(filters), filters.q)  # in Python, since it passes over accents
    return {"total": len(found), "items": found[filters.offset : filters.offset + filters.limit]}


def fitting(filters: Filters) -> ConstituencyQuerySet:
    seats = Constituency.objects.order_by("name", "pk").select_related("country", "region")
    if filters.which == "current":
        seats = seats.current()
    if filters.country:
        refuse_unknown(filters.country, kind="nation", known=Country.objects.values_list("slug", flat=True))
        seats = seats.filter(country__slug=filters.country)
    if filters.region:
        refuse_unknown(filters.region, kind="region", known=Region.objects.values_list("slug", flat=True))
        seats = seats.filter(region__slug=filters.region)
    return seats


def refuse_unknown(slug: str, *, kind: str, known: Collection[str]) -> None:
    if slug not in known:
        raise HttpError(422, f'There is no {kind} "{slug}": use one of {", ".join(known)}.')


@router.get(
    "constituencies/{code}/",
    response={200: ConstituencyDetail, 404: Problem},
    url_name="constituency",
    operation_id="get_constituency",
    summary="One constituency and its Member of Parliament",
    tags=["Constituencies"],
)
def get_constituency(request: HttpRequest, code: Code) -> Constituency:
    """A seat by its GSS code, such as E14001063, whether it still exists or not."""
    mps = Prefetch("representatives", Representative.objects.current())
    seats = Constituency.objects.select_related("country", "region").prefetch_related(mps)
    seat = seats.filter(code=code).first() if GSS_CODE.fullmatch(code) else None
    if seat is None:
        raise HttpError(404, "There is no constituency with this code.")
    return seat


@router.get(
    "layers/",
    response=list[LayerOut],
    url_name="layers",
    operation_id="list_layers",
    summary="What is counted by constituency",
    tags=["Counts"],
)
def list_layers(request: HttpRequest) -> list[layers.Layer]:
    """The layers of the maps, each with the address of its counts."""
    return layers.layers()


@router.get(
    "layers/{key}/",
    response={200: Counts, 404: Problem},
    url_name="layer",
    operation_id="get_layer",
    summary="The counts of a layer",
    tags=["Counts"],
)
def get_layer(request: HttpRequest, key: Key) -> dict[str, object]:
    """By constituency, region and nation. Counts of people under 5 are hidden, and what would give them away."""
    layer = layers.by_key(key)
    if layer is None:
        raise HttpError(404, "There is no layer with this key.")
    shown = disclosure.of(layer)
    seats = list(Constituency.objects.current().order_by("name", "pk").select_related("country", "region"))
    countries = {seat.country.code: seat.country.name for seat in seats}
    regions = {seat.region.code: seat.region.name for seat in seats if seat.region}
    return {
        "layer": layer,
        "total": count(disclosure.UNITED_KINGDOM, "United Kingdom", shown.totals.get(disclosure.UNITED_KINGDOM, 0)),
        "countries": [count(code, countries[code], shown.totals.get(code, 0)) for code in sorted(countries)],
        "regions": [count(code, regions[code], shown.totals.get(code, 0)) for code in sorted(regions)],
        "constituencies": [count(seat.code, seat.name, shown.cells.get(seat.pk, 0)) for seat in seats],
    }


def count(code: str, name: str, number: int | None) -> Count:
    return Count(code=code, name=name, count=number, hidden=number is None)
