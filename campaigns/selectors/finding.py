"""Signatures that staff look for, by what somebody tells them on the telephone."""

from django.db.models import Q

from campaigns.models import Petition, Signature
from people.selectors import records
from places import postcodes

MOST_FOUND = 50


def find(words: str, petition: Petition | None) -> list[Signature]:
    """The latest, at most MOST_FOUND and one more: by part of a name, or a whole postcode or email address."""
    words = words.strip()
    found = Signature.objects.filter(by(words)).exclude(name="")
    if petition is not None:
        found = found.filter(petition=petition)
    related = ("petition", "constituency_found", "constituency_chosen", "group")
    return list(found.select_related(*related).order_by("-pk")[: MOST_FOUND + 1])


def by(words: str) -> Q:
    if "@" in words:
        return Q(address__canonical=records.canonical(words) or "nobody")
    try:
        return Q(postcode=postcodes.parse(words))
    except postcodes.MalformedPostcode:
        return Q(name__icontains=words)
