"""A Delivery as an e-mail: three templates, the text part always there, CSS inlined in the HTML."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from mail import characters, composed, envelopes, kinds, list_headers, streams, wording
from mail.composed import Composed
from mail.errors import Unwritable
from mail.kinds import Kind
from mail.models import Delivery
from mail.streams import Stream

LONGEST_SUBJECT = 150  # characters; phones show about 40
TEST = "Test: "
IN_THE_DARK = "(prefers-color-scheme: dark)"  # as the layout asks for it
EMPTY_LINES = re.compile(r"\n\s*\n(?=\S)")  # as many as the tags of a template leave

# No request to anywhere: what a template links stays a link. What asks for dark colours can't be inlined.
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, minify_css=True)


def render(delivery: Delivery, *, wordings: Mapping[str, str] | None = None) -> EmailMultiAlternatives:
    """The message as it leaves. `wordings`, by slot, stand in place of those in force.

    Raises composed.NotNow where its kind says that it must not leave.
    """
    added = composed_by_kind(delivery)
    stream = streams.get(delivery.stream)
    words = wording.in_force(delivery.kind) if wordings is None else wordings
    context = context_of(delivery, words, added)
    html = ""
    with translation.override(added.language or settings.LANGUAGE_CODE):
        subject = subject_line(part(delivery, "subject.txt", context), is_test=context["is_test"])
        text = EMPTY_LINES.sub("\n\n", part(delivery, "body.txt", context)).strip() + "\n"
        if not added.plain:
            html = part(delivery, "body.html", {**context, "subject": subject})
    reply_to = reply_address(added) or stream.reply_to
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=composed.sender(added.from_name, stream.from_email),
        to=[delivery.address.typed],
        reply_to=[reply_to] if reply_to else None,
        headers={"Message-ID": message_id(delivery), **headers_of(delivery, stream, added)},
    )
    if html:
        message.attach_alternative(_inliner.inline(html), "text/html")
    for each in added.attachments:
        message.attach(composed.one_line(each.name, composed.LONGEST_NAME), each.content, each.mimetype)
    return message


def composed_by_kind(delivery: Delivery) -> Composed:
    """Samples, to look at or to one's own inbox, are filled with what the kind shows itself by and nothing else."""
    compose = kinds.get(delivery.kind).compose
    is_sample = delivery.pk is None or delivery.context.get("is_test", False)
    return Composed() if compose is None or is_sample else compose(delivery)


def reply_address(added: Composed) -> str:
    try:
        return envelopes.recipient(added.reply_to) if added.reply_to else ""
    except Unwritable:
        return ""


def headers_of(delivery: Delivery, stream: Stream, added: Composed) -> dict[str, str]:
    language = {"Content-Language": added.language or settings.LANGUAGE_CODE} if added.plain or added.language else {}
    return language if added.plain else {**language, **list_headers.of(delivery, stream)}


def sample(kind: Kind) -> Delivery:
    """A message of this kind to look at, which is not in the database."""
    addresses: Any = Delivery._meta.get_field("address").related_model
    address = addresses(typed="suzie@example.org", token="sample")  # noqa: S106  it opens nothing
    return Delivery(kind=kind.name, stream=kind.stream, purpose=kind.purpose, context=kind.sample, address=address)


def context_of(delivery: Delivery, wordings: Mapping[str, str], added: Composed) -> dict[str, Any]:
    return {
        "is_test": False,
        **characters.shown_within({**delivery.context, **added.context}),
        "site_url": settings.SITE_URL,
        "choices_url": "" if added.plain else list_headers.choices_url(delivery),
        "wordings": wordings,
    }


def part(delivery: Delivery, name: str, context: Mapping[str, Any]) -> str:
    """In plain text nothing is escaped, whether or not its template says so."""
    template = get_template(f"mail/{delivery.kind}/{name}").template  # type: ignore[attr-defined]  # Django's engine
    rendered: str = template.render(Context(dict(context), autoescape=name.endswith("html")))
    return rendered


def subject_line(text: str, *, is_test: bool = False) -> str:
    """On one line, and cut between words where it is too long."""
    line = (TEST if is_test else "") + " ".join(characters.shown(text).split())
    if len(line) <= LONGEST_SUBJECT:
        return line
    kept = line[: LONGEST_SUBJECT - 1]
    return (kept.rpartition(" ")[0] or kept) + "…"


def message_id(delivery: Delivery) -> str:
    """The same for every attempt, so that a mail server or reader can tell a second copy."""
    return f"<{delivery.message_id}@{urlsplit(settings.SITE_URL).hostname}>"
