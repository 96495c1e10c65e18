"""Constituencies by their name, by nation or region, and by what lies around them."""

from collections.abc import Iterable

from places import names
from places.models import Constituency, Position
from places.selectors.places import distance

AROUND = 5  # how many are named as lying nearest


def named(constituencies: Iterable[Constituency], text: str) -> list[Constituency]:
    """Those in whose English and Welsh names every word of `text` begins a word; all of them where it has no word."""
    asked = names.words(text)
    return [each for each in constituencies if begins_words(asked, names.words(f"{each.name} {each.name_cy}"))]


def begins_words(asked: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in asked)


def within(constituencies: Iterable[Constituency], place: str) -> list[Constituency]:
    """Those of a nation or a region, named by its slug; all of them where it is empty."""
    return [each for each in constituencies if not place or place in slugs_of_places(each)]


def slugs_of_places(constituency: Constituency) -> tuple[str, ...]:
    region = (constituency.region.slug,) if constituency.region else ()
    return (constituency.country.slug, *region)


def around(position: Position | None, *, but: Constituency | None = None) -> list[Constituency]:
    """Those in force whose middles lie nearest to a position, the nearest first.

    Of 650 each is measured: one query wherever it is, where places.nearest asks again and again on a far island.
    """
    if position is None:
        return []
    seats = Constituency.objects.current().only("code", "name", "name_cy", "slug", "latitude", "longitude")
    measured = [(distance(position, each.position), each.pk, each) for each in seats if each.position and each != but]
    return [each for _, _, each in sorted(measured, key=lambda one: one[:2])[:AROUND]]
