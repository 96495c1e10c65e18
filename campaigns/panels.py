"""What campaigns show of a constituency."""

from django.template.loader import render_to_string

from campaigns import apps
from campaigns.models import Petition
from places import disclosure, layers
from places.areas import Area

MOST = 3  # petitions


def signatures(area: Area) -> str:
    """How many signed there, as the public may know it, and what can be signed today."""
    layer = layers.by_key(apps.SIGNATURES)
    if layer is None or area.constituency.valid_to is not None:
        return ""
    context = {
        "constituency": area.constituency,
        "count": disclosure.of(layer).cells.get(area.constituency.pk, 0),
        "petitions": [petition for petition in Petition.objects.published() if petition.is_open][:MOST],
    }
    return render_to_string("campaigns/area.html", context)


def letters(area: Area) -> str:
    """How many people there wrote, as the public may know it. What there is to write about stands one page further."""
    layer = layers.by_key(apps.LETTERS)
    if layer is None or area.constituency.valid_to is not None:
        return ""
    count = disclosure.of(layer).cells.get(area.constituency.pk, 0)
    return render_to_string("campaigns/letters/area.html", {"count": count})
