"""Where many postcodes lie, in a few questions."""

from collections.abc import Collection
from typing import Any

from places.models import Outcode, Postcode

COLUMNS = ("postcode", "outcode_id", "constituency_id", "latitude", "longitude")  # of a group


def locate(postcodes: Collection[str]) -> dict[str, dict[str, Any]]:
    """By postcode in its official form, what a group keeps of it: as services.registering does for one."""
    outcodes = Outcode.objects.in_bulk({postcode.split()[0] for postcode in postcodes})
    seats = dict(
        Postcode.objects.filter(
            code__in=[postcode.replace(" ", "") for postcode in postcodes], constituency__valid_to=None
        ).values_list("code", "constituency_id")
    )
    return {
        postcode: columns(postcode, outcodes.get(postcode.split()[0]), seats.get(postcode.replace(" ", "")))
        for postcode in postcodes
    }


def columns(postcode: str, outcode: Outcode | None, constituency_id: int | None) -> dict[str, Any]:
    """The position is the middle of the outcode: nobody's home."""
    return {
        "postcode": postcode,
        "outcode_id": outcode.pk if outcode else None,
        "constituency_id": constituency_id,
        "latitude": outcode.latitude if outcode else None,
        "longitude": outcode.longitude if outcode else None,
    }
