"""The privacy notice that the site shows now."""

from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from wagtail.models import Page

from pages import generation, outline
from pages.figures import texts_of
from people.models import Controller, PrivacyNotice

_seen: tuple[int, Page | None] | None = None
_kept: tuple[int, int | None] | None = None


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


def kept() -> int | None:
    """The key of the notice as it stands now, kept word for word; None where the site has none.

    Remembered until something is published, but only once its row is committed.
    """
    number = generation.current().published
    if _kept is not None and _kept[0] == number:
        return _kept[1]
    shown = current()
    key = keep(shown) if shown else None
    transaction.on_commit(lambda: remember(number, key))
    return key


def keep(shown: Notice) -> int:
    digest = sha256(f"{shown.title}\n{shown.text}".encode()).hexdigest()
    return PrivacyNotice.objects.get_or_create(digest=digest, defaults=shown._asdict())[0].pk


def remember(number: int, key: int | None) -> None:
    global _kept
    _kept = (number, key)


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
    global _seen, _kept
    _seen = _kept = None
