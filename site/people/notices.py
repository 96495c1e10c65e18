"""The privacy notice that the site shows now."""

from typing import NamedTuple

from wagtail.models import Page

from pages import generation, outline
from pages.figures import texts_of
from people.models import Controller

_seen: tuple[int, Page | None] | None = None


class Notice(NamedTuple):
    title: str
    text: str


def page() -> Page | None:
    """The live page that staff named as the privacy notice."""
    controller = Controller.objects.select_related("privacy_page").filter(privacy_page__live=True).first()
    return controller.privacy_page if controller else None


def current() -> Notice | None:
    found = page()
    return Notice(found.title, "\n".join(texts_of(found.specific))) if found else None


def address() -> str:
    """Where the reader finds it, "" where the site has none. The page is kept in the process: all pages lead there."""
    global _seen
    if generation.in_transaction():
        return address_of(page())
    number = generation.current().published
    if _seen is None or _seen[0] != number:
        _seen = (number, page())
    return address_of(_seen[1])


def address_of(found: Page | None) -> str:
    known = outline.current()
    return known.address(known.localized(found)) or found.url or "" if found else ""


def forget() -> None:
    """For tests, whose rollbacks take the generation's number back."""
    global _seen
    _seen = None
