"""What groups show of a constituency or a postcode."""

from django.template.loader import render_to_string

from groups.selectors import whereabouts
from places.areas import Area

KM_IN_A_MILE = 1.609344


def nearest_groups(area: Area) -> str:
    found = whereabouts.near(area.position) if area.position else []
    rows = [{"group": near.thing, "miles": round(near.km / KM_IN_A_MILE)} for near in found]
    context = {"rows": rows, "from_middle": area.position == area.constituency.position}
    return render_to_string("groups/nearest.html", context)
