"""Constituencies in their true outlines, filled by class."""

from collections.abc import Sequence

from places.maps.figure import Area, Drawn, MapData, Sheet, draw
from places.maps.projection import HEIGHT, WIDTH
from places.models import Constituency


def areas() -> list[Area]:
    """The constituencies in force, with their outlines where these have been imported. One query."""
    rows = Constituency.objects.current().values_list("pk", "slug", "name", "boundary__path")
    return [Area(key, slug, name, path or "") for key, slug, name, path in rows]


def choropleth(areas: Sequence[Area], data: MapData) -> Drawn:
    return draw(areas, data, Sheet(f"0 0 {WIDTH} {HEIGHT}"))
