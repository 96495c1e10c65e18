"""Reading signs, for blocks, sheets of paper and, later, lessons."""

from django.core.cache import caches

from pages import generation
from training.models import Indicator

ByKind = dict[str, list[Indicator]]


def of_kind(kind: str) -> list[Indicator]:
    """The live signs of one of pages.enums.Kind, in the order of their codes."""
    return by_kind().get(kind, [])


def by_kind() -> ByKind:
    """Every live sign under its kind; read once for each generation of the site, as facts are."""
    key = f"indicators:{generation.current().published}"
    found: ByKind | None = caches["pages"].get(key)
    if found is None:
        found = {}
        for indicator in Indicator.objects.filter(live=True).order_by("code"):
            found.setdefault(indicator.kind, []).append(indicator)
        if not generation.in_transaction():
            caches["pages"].set(key, found)
    return found
