"""What the body of many messages leaves open for each reader: {{first_name|friend}}, a field and what stands in for it.

Whoever fills it in goes over the body once, so that a name which looks like a token is a name.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import NamedTuple

from mail import characters

TOKEN = re.compile(r"\{\{([a-z_]{1,40})(?:\|([^{}|\r\n]{1,200}))?\}\}")
CHOICES = "choices_url"  # the one that the post room fills itself
LONGEST = 200  # characters of what is filled in


class Open(NamedTuple):
    """A place that is filled in."""

    field: str
    fallback: str  # as its text has it: in HTML it is escaped already


def pieces(text: str) -> list[str | Open]:
    """The text, and what is left open in it, by turns."""
    found: list[str | Open] = []
    end = 0
    for match in TOKEN.finditer(text):
        found += [text[end : match.start()], Open(match[1], match[2] or "")]
        end = match.end()
    return [*found, text[end:]]


def fields(*texts: str) -> frozenset[str]:
    """What is left open, but for what the post room fills itself."""
    return frozenset(match[1] for text in texts for match in TOKEN.finditer(text)) - {CHOICES}


def filled(text: str, values: Mapping[str, str], *, in_html: bool) -> str:
    parts = (each if isinstance(each, str) else said(each, values, in_html=in_html) for each in pieces(text))
    return "".join(parts)


def said(place: Open, values: Mapping[str, str], *, in_html: bool) -> str:
    """What stands there for one reader."""
    value = values.get(place.field, "")
    shown = one_line(value) if value else ""
    if not shown:
        return place.fallback
    return escape(shown) if in_html else shown


@lru_cache(maxsize=8_192)  # first names and constituencies come again and again
def one_line(value: str) -> str:
    """As it may stand within a line: nothing in it breaks the line, hides or turns the order of what follows."""
    return " ".join(characters.shown(value).split())[:LONGEST].rstrip()
