"""Telephone numbers and figures that belong to the facts registry, found where somebody typed them instead."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db.models import CharField, Field, Model, SlugField, TextField, URLField
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page

from pages import facts
from pages.models import Fact

DISTINCTIVE = re.compile(r"\b0\d[\d ]{6,}\d\b|\b(?:999|101)\b|\b\d{1,3}(?:,\d{3})+\b|\b\d+\.\d+\b|\b\d{4,}\b")
A_YEAR = re.compile(r"(?:1[89]|20)\d\d")
NOT_WORDS = re.compile(r"https?://|/|\d{4}-\d\d-\d\d$")  # addresses and dates, as they are stored
WITHOUT_TEXT = ("id", "url", "source_url", "link", "goal")
OF_WAGTAIL = ("title", "seo_title", "search_description")  # what an editor types into a page of any type


def distinctive(text: str) -> list[str]:
    """Telephone numbers and figures that only the registry may state: four digits or more, or a decimal; not a year."""
    return [found for found in DISTINCTIVE.findall(text) if not A_YEAR.fullmatch(found)]


def words(value: Any) -> Iterator[str]:
    """The texts within stored content, without markup. A chart has a source of its own, so its figures are left out."""
    match value:
        case str() if not NOT_WORDS.match(value):
            yield unescape(re.sub(r"<[^>]*>", " ", value))
        case {"type": "chart"}:
            return
        case dict():
            for key, item in value.items():
                yield from () if key in WITHOUT_TEXT else words(item)
        case list() | tuple():
            for item in value:
                yield from words(item)


def typed_on(page: Page) -> list[str]:
    """The figures that somebody typed into this page, each once."""
    return list(dict.fromkeys(found for text in texts_of(page) for found in distinctive(text)))


def texts_of(record: Model) -> Iterator[str]:
    """What stands in the fields that an editor fills, and in those of a page's questions, resources and so on."""
    for field in record._meta.get_fields():
        if isinstance(field, StreamField):
            yield from words(list(getattr(record, field.name).raw_data))
        elif isinstance(field, CharField | TextField) and holds_words(field):
            yield from words(getattr(record, field.name))
    for relation in get_all_child_relations(type(record)) if isinstance(record, Page) else ():
        for child in getattr(record, relation.get_accessor_name()).all():
            yield from texts_of(child)


def holds_words(field: Field[Any, Any]) -> bool:
    if field.model._meta.app_label == "wagtailcore":
        return field.name in OF_WAGTAIL
    return field.editable and not field.choices and not isinstance(field, SlugField | URLField)


def stating(figure: str) -> Fact | None:
    """The live fact with this value, however either is punctuated."""
    return next((fact for fact in facts.by_key().values() if digits(fact.value) == digits(figure)), None)


def digits(value: str) -> str:
    return re.sub(r"[^\d.]", "", value)
