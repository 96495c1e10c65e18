"""A mail-out, or a step of a series, made ready for mail programs: HTML with its styles in their places, and text.

Both come of the same blocks. What differs from reader to reader stays open in them, as mail.tokens has it.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any, NamedTuple

import css_inline
import mrml
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from campaigns import mailout_fields
from campaigns.mailout_writing import Writing, as_it_is
from campaigns.models import Mailout, SeriesStep
from mail import tokens
from people.enums import Purpose

BLOCKS = "campaigns/mailouts/blocks"
ADDRESSES = "campaigns.urls"  # which stand at the root: see mail.list_headers
BEGIN, END = "<!-- words -->", "<!-- end of words -->"  # around what a mail-out's own page shows of it
EMPTY_LINES = re.compile(r"\n\s*\n(?=\S)")  # as many as the tags of a template leave
BRACES = re.compile(r"\{\{")
SHOWN = 60  # characters of what begins with them

# No request to anywhere, by us or by whoever reads: mrml's own fonts would ask another company for them.
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, minify_css=True)
_options = mrml.RenderOptions(fonts={})


class Link(NamedTuple):
    url: str
    label: str


class Part(NamedTuple):
    mjml: SafeString
    text: str
    is_wide: bool  # columns, which stand in no column


@dataclass(frozen=True)
class Compiled:
    subject: str
    html: str
    text: str
    links: tuple[Link, ...]
    fields: frozenset[str]  # of the reader that it needs
    missing_fallbacks: tuple[str, ...]  # what is left open and wouldn't be filled in, as it was typed
    weight: int  # of the HTML, in octets

    @property
    def digest(self) -> str:
        """SHA-256 of its words. Compile with `live=False` for one that stays the same until somebody changes it."""
        return hashlib.sha256("\0".join((self.subject, self.html, self.text)).encode()).hexdigest()


def compile_(
    message: Mailout | SeriesStep, *, variant: str = "a", live: bool = True, address: Callable[[str], str] = as_it_is
) -> Compiled:
    """`live=False` leaves out figures that move by themselves; `address` says what stands for each that it links."""
    writing = Writing(live=live, address=address)
    body = parts(message.body, writing)
    context = about(message, subject_of(message, variant), body)
    html = _inliner.inline(to_html(rendered("campaigns/mailouts/message.mjml", context)))
    text = EMPTY_LINES.sub("\n\n", rendered("campaigns/mailouts/message.txt", context)).strip() + "\n"
    subject = str(context["subject"])
    return Compiled(
        subject=subject,
        html=html,
        text=text,
        links=tuple(Link(url, label) for url, label in writing.links.items()),
        fields=tokens.fields(subject, html, text),
        missing_fallbacks=left_open(subject, text, html),
        weight=len(html.encode()),
    )


def about(message: Mailout | SeriesStep, subject: str, body: list[Part]) -> dict[str, Any]:
    """What the frame is filled with."""
    return {
        "subject": subject,
        "preheader": message.preheader,
        "sections": sections(body),
        "parts": body,
        "because": mailout_fields.because(Purpose(message.purpose)),
        "site_url": settings.SITE_URL,
        "choices_url": f"{{{{{tokens.CHOICES}}}}}",
        "view_url": view_url(message) if isinstance(message, Mailout) else "",
    }


def subject_of(message: Mailout | SeriesStep, variant: str) -> str:
    return message.second_subject if variant == "b" and message.second_subject else message.subject


def view_url(mailout: Mailout) -> str:
    """Where everybody may read it; empty where it is not to stand in the archive."""
    return f"{settings.SITE_URL}{reverse('mailout', ADDRESSES, args=[mailout.slug])}" if mailout.in_archive else ""


def parts(stream: Any, writing: Writing) -> list[Part]:
    """The blocks that have something to show."""
    return [part for bound in stream if (part := part_of(bound.block, bound.value, writing))]


def part_of(block: Any, value: Any, writing: Writing) -> Part | None:
    context = block.in_mail(value, writing)
    if context is None:
        return None
    mjml, text = (rendered(f"{BLOCKS}/{block.look}.{form}", context) for form in ("mjml", "txt"))
    return Part(mjml, text.strip(), is_wide="columns" in context)


def sections(body: Iterable[Part]) -> list[SafeString]:
    """Columns are sections of their own; what stands between them shares one."""
    found: list[SafeString] = []
    open_one: list[SafeString] = []
    for part in body:
        if part.is_wide:
            found += [*closed(open_one), part.mjml]
            open_one = []
        else:
            open_one.append(part.mjml)
    return [*found, *closed(open_one)]


def closed(within: list[SafeString]) -> list[SafeString]:
    column = SafeString("".join(within))
    return [format_html("<mj-section><mj-column>{}</mj-column></mj-section>", column)] if within else []


def rendered(name: str, context: dict[str, Any]) -> SafeString:
    """In plain text nothing is escaped."""
    template = get_template(name).template  # type: ignore[attr-defined]  # Django's engine
    done: SafeString = template.render(Context(dict(context), autoescape=name.endswith("mjml")))
    return done


def to_html(mjml: str) -> str:
    return str(mrml.to_html(mjml, render_options=_options).content)


def left_open(subject: str, text: str, html: str) -> tuple[str, ...]:
    """What somebody meant to be filled in: fields we don't know or without a fallback, and braces around nothing."""
    found: dict[str, None] = {}
    for each in (subject, text, unescape(re.sub(r"<[^>]*>", " ", html))):
        for braces in BRACES.finditer(each):
            token = tokens.TOKEN.match(each, braces.start())
            if token is None or not is_known(token):
                found[token.group() if token else each[braces.start() :][:SHOWN].partition("}}")[0]] = None
    return tuple(found)


def is_known(token: re.Match[str]) -> bool:
    fields = (*mailout_fields.FIELDS, mailout_fields.BASIS)
    return token[1] == tokens.CHOICES or (token[1] in fields and bool(token[2]))


def preview(block: Any, value: Any) -> str:
    """A message that holds one block alone, for the list of blocks to choose from."""
    part = part_of(block, value, Writing())
    mailout = Mailout(subject="", purpose=Purpose.CAMPAIGN_NEWS, slug="sample")
    context = about(mailout, block.label, [part] if part else [])
    html = _inliner.inline(to_html(rendered("campaigns/mailouts/message.mjml", context)))
    return tokens.filled(html, {}, in_html=True)
