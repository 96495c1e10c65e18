"""What follows the # in a link to a part of a page."""

from collections.abc import Iterable
from itertools import count

from django.utils.text import slugify

OF_EVERY_PAGE = ("content", "main-menu", "on-this-page", "past-the-text")  # ids in templates/


def anchors(titles: Iterable[str]) -> list[str]:
    """One for each title: none twice, and none that the page itself has."""
    taken = list(OF_EVERY_PAGE)
    for number, title in enumerate(titles, start=1):
        wanted = slugify(title, allow_unicode=True) or f"part-{number}"
        others = (f"{wanted}-{other}" for other in count(number))
        taken.append(wanted if wanted not in taken else next(other for other in others if other not in taken))
    return taken[len(OF_EVERY_PAGE) :]
