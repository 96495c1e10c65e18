"""A table of contents for a long text."""

import re
from html import unescape
from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from pages.anchors import anchors

register = template.Library()
# Of the text itself, whose editor marks each heading with a key: panels within it give theirs a class.
HEADING = re.compile(r'<h2( data-block-key="[^"]*")?>(.*?)</h2>', re.DOTALL)


class Entry(NamedTuple):
    anchor: str
    title: str


class Contents(NamedTuple):
    entries: list[Entry]
    html: SafeString  # the body, each of whose headings can be linked to


@register.simple_tag(takes_context=True)
def body_with_contents(context: Context, body: Any) -> Contents:
    html = render_to_string("pages/body.html", context.flatten() | {"body": body})
    titles = [unescape(strip_tags(heading[2])).strip() for heading in HEADING.finditer(html)]
    entries = [Entry(anchor, title) for anchor, title in zip(anchors(titles), titles, strict=True)]
    following = iter(entries)
    anchored = HEADING.sub(lambda heading: f'<h2 id="{next(following).anchor}">{heading[2]}</h2>', html)
    return Contents(entries, mark_safe(anchored))  # noqa: S308  rendered by our own templates
