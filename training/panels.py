"""What training shows of a constituency."""

from django.template.loader import render_to_string

from places import disclosure, layers
from places.areas import Area

LAYER = "trained"


def trained(area: Area) -> str:
    """How many there hold valid training, as the public may know it."""
    layer = layers.by_key(LAYER)
    if layer is None or area.constituency.valid_to is not None:
        return ""
    count = disclosure.of(layer).cells.get(area.constituency.pk, 0)
    return render_to_string("training/area.html", {"constituency": area.constituency, "count": count})
