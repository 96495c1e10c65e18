"""What training shows of a constituency."""

from django.template.loader import render_to_string

from places import disclosure, layers
from places.areas import Area
from places.disclosure import Published

LAYER = "trained"


def shown_today() -> Published | None:
    """How many hold valid training where, as the public may know it."""
    layer = layers.by_key(LAYER)
    return disclosure.of(layer) if layer else None


def trained(area: Area) -> str:
    published = shown_today()
    if published is None or area.constituency.valid_to is not None:
        return ""
    count = published.cells.get(area.constituency.pk, 0)
    return render_to_string("training/area.html", {"constituency": area.constituency, "count": count})
