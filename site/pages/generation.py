"""The numbers in every stored page's key: raising one throws its pages away, in every process."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import F, Model
from django.db.models.signals import post_delete, post_save
from wagtail import signals
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site

from pages.models import Fact, SafetyRoutes, SiteGeneration

PUBLISHING = (
    signals.page_published,
    signals.page_unpublished,
    signals.page_slug_changed,
    signals.post_page_move,
    signals.published,
    signals.unpublished,
)

OF_DRAFTS = {"latest_revision", "has_unpublished_changes"}  # what Wagtail saves of a record when it keeps a draft


class Generation(NamedTuple):
    published: int
    counted: int


NEVER = (float("-inf"), Generation(0, 0))
_seen: tuple[float, Generation] = NEVER
_held: ContextVar[set[str] | None] = ContextVar("held", default=None)


def current() -> Generation:
    """At most PAGE_GENERATION_MEMORY seconds old."""
    global _seen
    if in_transaction():
        return _read()
    now = time.monotonic()
    if now - _seen[0] >= settings.PAGE_GENERATION_MEMORY:
        _seen = (now, _read())
    return _seen[1]


def _read() -> Generation:
    with connection.cursor() as cursor:
        cursor.execute("SELECT published, counted FROM pages_sitegeneration WHERE id = 1")
        row = cursor.fetchone()
    return Generation(*row) if row else Generation(0, 0)


def in_transaction() -> bool:
    """Whether what this thread reads may be its own uncommitted change, which no other thread must be told of.

    The transaction that a test wraps around itself does not count.
    """
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def forget() -> None:
    """Ask again at the next question; for tests, and after a restore of the database."""
    global _seen
    _seen = NEVER


def publish(**_: Any) -> None:
    """In the writer's own transaction, so that readers meet the new number and the new words together."""
    _advance("published")


def publish_saved(*, update_fields: frozenset[str] | None = None, **_: Any) -> None:
    if update_fields is None or not update_fields <= OF_DRAFTS:
        publish()


def publish_alias(*, instance: Model, created: bool, **_: Any) -> None:
    """An alias is a live page from its first save, and no signal of Wagtail's says so."""
    if created and isinstance(instance, Page) and instance.live:
        publish()


def count() -> None:
    """After counts were folded, logs have grown or letters moved on, by jobs that run every ten seconds at most.

    What somebody takes back or staff decide calls it too, since it is seldom.
    """
    _advance("counted")


@contextmanager
def at_the_end() -> Iterator[None]:
    """Whatever is published or counted inside raises its number once, when the block ends well.

    For deeds that touch much in one transaction: everybody locks these numbers last, so that nobody waits for ever.
    """
    if _held.get() is not None:
        yield
        return
    held: set[str] = set()
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    for field in sorted(held):
        _advance(field)


def _advance(field: str) -> None:
    if (held := _held.get()) is not None:
        held.add(field)
        return
    if not SiteGeneration.objects.filter(pk=1).update(**{field: F(field) + 1}):
        SiteGeneration.objects.get_or_create(pk=1)


def listen() -> None:
    for signal in PUBLISHING:
        signal.connect(publish)
    post_delete.connect(publish, sender=Page)
    post_save.connect(publish_alias)
    for model in (Fact, SafetyRoutes, Site, get_image_model(), get_document_model()):
        listen_to(model)
    for restriction in (PageViewRestriction, CollectionViewRestriction):
        listen_to(restriction)


def listen_to(model: type[Model]) -> None:
    """For a model that readers see: every save and delete is a publication, but for a save that only notes a draft."""
    post_save.connect(publish_saved, sender=model)
    post_delete.connect(publish, sender=model)
