"""The privacy notice that the site shows now."""

from typing import NamedTuple

from wagtail.models import Page

from pages.figures import texts_of
from people.models import Controller


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
