"""The facts that content names, read as it is stored: what a page makes of it leaves out those that are gone."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from pages import facts

EMBED = re.compile(r'<embed\b(?=[^>]*\bembedtype="fact")(?:[^>]*\bid="(\d+)")?')
CHOOSERS = ("fact", "facts")  # what blocks call them
Field = tuple[str, Any]  # what an editor calls it, what it holds


def in_stored(stored: Any, chosen: bool = False) -> Iterator[str]:
    """Primary keys, as texts hold them; "" for an embed that has lost its own."""
    match stored:
        case int() if chosen:
            yield str(stored)
        case str():
            yield from EMBED.findall(stored)
        case dict():
            for key, item in stored.items():
                yield from in_stored(item, chosen or key in CHOOSERS)
        case list() | tuple():
            for item in stored:
                yield from in_stored(item, chosen)


def on(page: Page) -> set[str]:
    return {pk for field in fields_of(page) for _, stored in parts(*field) for pk in in_stored(stored)}


def fields_of(record: Model) -> Iterator[Field]:
    """Those that can hold a fact, with those of a page's questions and so on."""
    for field in record._meta.get_fields():
        if isinstance(field, StreamField | RichTextField):
            yield str(field.verbose_name), getattr(record, field.name)
    for relation in get_all_child_relations(type(record)) if isinstance(record, Page) else ():
        for child in getattr(record, relation.get_accessor_name()).all():
            yield from ((str(child), value) for _, value in fields_of(child))


def parts(name: str, value: Any) -> Iterator[Field]:
    """Each block of a body by itself."""
    if isinstance(value, StreamValue):
        for number, block in enumerate(value.raw_data, 1):
            yield f"block {number} of “{name}”", block["value"]
    else:
        yield f"“{name}”", value


def holes(fields: Iterable[Field]) -> list[str]:
    """The places that name a fact which is not live: readers would see nothing there."""
    live = facts.by_id()
    named = ((place, set(in_stored(stored))) for field in fields for place, stored in parts(*field))
    return [place for place, pks in named if pks - live.keys()]
