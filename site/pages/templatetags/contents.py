"""A table of contents for a long text."""

import re
from html import unescape
from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

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
    entries: list[Entry] = []

    def anchored(heading: re.Match[str]) -> str:
        title = unescape(strip_tags(heading[2])).strip()
        entry = Entry(slugify(title, allow_unicode=True) or f"part-{len(entries) + 1}", title)
        if entry.anchor in {known.anchor for known in entries}:
            entry = Entry(f"{entry.anchor}-{len(entries) + 1}", title)
        entries.append(entry)
        return f'<h2 id="{entry.anchor}">{heading[2]}</h2>'

    html = render_to_string("pages/body.html", context.flatten() | {"body": body})
    return Contents(entries, mark_safe(HEADING.sub(anchored, html)))  # noqa: S308  rendered by our own templates
