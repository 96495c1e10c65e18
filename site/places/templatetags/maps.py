"""Maps on pages: `{% load maps %}`, then one tag a map. docs/features/places.md says which."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from places import disclosure, layers
from places.maps import choropleth as outlines
from places.maps import hexmap as hexagons
from places.maps import points as pointed
from places.maps import small
from places.maps.figure import Area, Drawn, MapData
from places.maps.scale import Count
from places.models import Constituency

register = template.Library()
Context = dict[str, Any]


@register.inclusion_tag("components/hexmap.html")
def hexmap(
    counts: Mapping[int, Count] | None = None,
    *,
    title: str,
    noun: str = "",
    source_name: str = "",
    identity: str = "hexmap",
    highlight: Constituency | None = None,
) -> Context:
    """The cartogram. `counts` as the public may see them, by the key of a constituency; without them it is plain."""
    return {
        "cells": hexagons.cells(),
        "counts": counts,
        "title": title,
        "noun": noun,
        "source_name": source_name,
        "identity": identity,
        "highlight": highlight.pk if highlight else None,
    }


@register.inclusion_tag("components/hexmap.html")
def layer_hexmap(key: str, *, highlight: Constituency | None = None) -> Context:
    """The cartogram of a registered layer, with small numbers hidden; plain where no app has registered it."""
    layer = layers.by_key(key)
    if layer is None:
        return hexmap(title=gettext("Constituencies"), identity=f"hexmap-{key}", highlight=highlight)
    return hexmap(
        disclosure.of(layer).cells,
        title=layer.title,
        noun=layer.many,
        source_name=gettext("Counted on this site"),
        identity=f"hexmap-{key}",
        highlight=highlight,
    )


@register.inclusion_tag("components/map.html")
def choropleth(
    counts: Mapping[int, Count] | None = None,
    *,
    title: str,
    noun: str = "",
    source_name: str = "",
    identity: str = "map",
    highlight: Constituency | None = None,
) -> Context:
    """Constituencies in their outlines, where these have been imported; else as hexagons."""
    context = hexmap(counts, title=title, noun=noun, source_name=source_name, identity=identity, highlight=highlight)
    areas = outlines.areas()
    return {**context, "areas": areas if any(area.d for area in areas) else None}


@register.inclusion_tag("components/map.html")
def point_map(
    points: Iterable[pointed.Point], *, title: str, noun: str, source_name: str = "", identity: str = "points"
) -> Context:
    """`noun` says what a point is, in the singular, as the head of the table's column of names."""
    return {"points": list(points), "title": title, "noun": noun, "source_name": source_name, "identity": identity}


@register.inclusion_tag("components/lit-map.html")
def lit_hexmap() -> Context:
    """For the home page: cells are lit where anything is counted. Nothing personal shows: how much is not said."""
    shown, cells = layers.layers(), hexagons.cells()
    areas = {cell.key: disclosure.around(cell.country, cell.region) for cell in cells}
    svg = small.lit(cells, [disclosure.of(layer, areas).cells for layer in shown])
    return {"svg": svg, "kinds": [layer.many for layer in shown]}


@register.simple_tag
def locator_hexmap(constituency: Constituency) -> SafeString:
    """A small picture of where a constituency lies."""
    where = {"name": constituency.name, "place": constituency.place}
    label = gettext("Where %(name)s (%(place)s) lies on a map of the United Kingdom") % where
    return small.locator(hexagons.cells(), constituency.pk, label)


@register.simple_tag(takes_context=True)
def draw_hexmap(context: Context) -> Drawn:
    """For the component, with `cells` as rows, and `counts` as pairs if need be: so samples have them."""
    return hexagons.hexmap([hexagons.Cell(*cell) for cell in context["cells"]], data(context))


@register.simple_tag(takes_context=True)
def draw_choropleth(context: Context) -> Drawn:
    return outlines.choropleth([Area(*area) for area in context["areas"]], data(context))


@register.simple_tag(takes_context=True)
def draw_points(context: Context) -> Drawn:
    points = [pointed.Point(*point) for point in context["points"]]
    named: dict[str, str] = {name: context[name] for name in ("title", "noun", "identity")}
    return pointed.point_map(points, **named)


def data(context: Context) -> MapData:
    counts = context.get("counts")
    return MapData(
        title=context["title"],
        noun=context.get("noun", ""),
        counts=None if counts is None else dict(counts),
        identity=context["identity"],
        highlight=context.get("highlight"),
    )
