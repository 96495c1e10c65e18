"""The shapes of the demonstration content: plain data that a loader turns into pages."""

from datetime import date
from typing import Any, Literal, TypedDict

# (name of the block, its value): text and help take a string and None, the others lists or dictionaries.
Block = tuple[str, Any]
CalloutKind = Literal["info", "warning", "urgent"]


class PageData(TypedDict):
    slug: str
    title: str
    summary: str  # at most 220 characters
    search_description: str
    body: list[Block]
    reviewed_on: str  # ISO date
    review_by: str  # ISO date


class Figure(TypedDict):
    fact: str  # a key of config.demo.facts
    sentence: str


class Source(TypedDict):
    name: str
    url: str  # https
    date: str  # as the site writes dates; "" for a page that bears none
    note: str


def figures(*pairs: tuple[str, str]) -> Block:
    return "figures", [Figure(fact=fact, sentence=sentence) for fact, sentence in pairs]


def text(*html: str) -> Block:
    return "text", "".join(html)


def callout(kind: CalloutKind, heading: str, html: str) -> Block:
    return "callout", {"kind": kind, "heading": heading, "text": html}


def steps(heading: str, *pairs: tuple[str, str]) -> Block:
    return "steps", {"heading": heading, "steps": [{"title": title, "text": html} for title, html in pairs]}


def accordion(heading: str, *pairs: tuple[str, str]) -> Block:
    return "accordion", {"heading": heading, "items": [{"title": title, "text": html} for title, html in pairs]}


def cards(heading: str, *rows: tuple[str, str, str, str]) -> Block:
    """Each row: path of the page, label, text, words of the link."""
    keys = ("page", "label", "text", "link_text")
    return "cards", {"heading": heading, "cards": [dict(zip(keys, row, strict=True)) for row in rows]}


def action(heading: str, words: str, page: str, label: str) -> Block:
    return "action", {"heading": heading, "text": words, "page": page, "label": label}


def sources(*rows: tuple[str, str, str, str]) -> Block:
    """Each row: name, address, ISO date or "", note."""
    return "sources", [Source(name=name, url=url, date=in_words(day), note=note) for name, url, day, note in rows]


def in_words(iso: str) -> str:
    """ "2026-11-23" as "23 November 2026", which is how the site writes dates; "" stays so."""
    return f"{date.fromisoformat(iso):%-d %B %Y}" if iso else ""


HELP: Block = ("help", None)
