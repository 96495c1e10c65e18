"""Petitions as those who sign them meet them, kept in the process until something is published.

Signing asks the database again whether the petition is open, in the statement that writes.
"""

from copy import copy

from django.http import Http404

from campaigns.models import Petition
from pages import generation

_read: tuple[int, dict[str, Petition]] = (0, {})


def petition(slug: str) -> Petition:
    """The published one of this slug, as it was before its count was asked for. Raises Http404."""
    if generation.in_transaction():
        return read(slug)
    kept = of_now()
    if slug not in kept:
        kept[slug] = read(slug)
    return copy(kept[slug])


def of_now() -> dict[str, Petition]:
    global _read
    number = generation.current().published
    if _read[0] != number:
        _read = (number, {})
    return _read[1]


def read(slug: str) -> Petition:
    found = Petition.objects.published().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def forget() -> None:
    """For tests, whose rollbacks take the generation's number back."""
    global _read
    _read = (0, {})
