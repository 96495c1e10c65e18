"""A message of a mailing as Django writes it: slow and always right. Backends that are not plain SMTP get this one.

mail.skeleton writes the same much faster; a test reads both and finds them equal.
"""

from collections.abc import Mapping
from copy import copy

from django.core.mail import EmailMultiAlternatives

from mail import composed, envelopes, list_headers, rendering, streams, tokens
from mail.models import Delivery, MailingBody


def message(delivery: Delivery, body: MailingBody, values: Mapping[str, str]) -> EmailMultiAlternatives:
    """Raises Unwritable. A test for staff is of no purpose itself, and tells what the message that it tests will."""
    delivery = copy(delivery)
    delivery.purpose = body.mailing.purpose
    stream = streams.get(delivery.stream)
    reply_to = body.reply_to or stream.reply_to
    known = {**values, tokens.CHOICES: list_headers.choices_url(delivery)}
    written = EmailMultiAlternatives(
        subject=subject(tokens.filled(body.subject, known, in_html=False)),
        body=tokens.filled(body.text, known, in_html=False),
        from_email=composed.sender(body.from_name, stream.from_email),
        to=[envelopes.recipient(delivery.address.typed)],
        reply_to=[reply_to] if reply_to else None,
        headers={"Message-ID": rendering.message_id(delivery), **list_headers.of(delivery, stream)},
    )
    written.attach_alternative(tokens.filled(body.html, known, in_html=True), "text/html")
    return written


def subject(filled: str) -> str:
    """A name that looks like an encoded word stays a name."""
    return rendering.subject_line(filled.replace("=?", "= ?"))
