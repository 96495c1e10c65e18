"""A Delivery as an e-mail: three templates, the text part always there, CSS inlined in the HTML."""

from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from mail.models import Delivery

# No request to anywhere: what a template links stays a link.
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False)


def render(delivery: Delivery) -> EmailMultiAlternatives:
    context = {**delivery.context, "site_url": settings.SITE_URL}
    folder = f"mail/{delivery.kind}"
    message = EmailMultiAlternatives(
        subject=" ".join(render_to_string(f"{folder}/subject.txt", context).split()),
        body=render_to_string(f"{folder}/body.txt", context).strip() + "\n",
        to=[delivery.address.typed],
        headers={"Message-ID": message_id(delivery), "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(_inliner.inline(render_to_string(f"{folder}/body.html", context)), "text/html")
    return message


def message_id(delivery: Delivery) -> str:
    """The same for every attempt, so that a mail server or reader can tell a second copy."""
    return f"<{delivery.message_id}@{urlsplit(settings.SITE_URL).hostname}>"
