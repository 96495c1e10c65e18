"""What a message tells the reader's mail program and mail server about itself.

RFC 3834 for what a person asked for; RFC 8058, 2369 and 2919 for marketing, as Gmail, Yahoo and Microsoft require of
whoever sends much. A DKIM signature has to cover both List-Unsubscribe headers.
"""

from email.utils import parseaddr
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse

from mail import kinds
from mail.models import Delivery
from mail.streams import Stream

# Those of people stand at the root. The addresses of the whole site would bring Wagtail's admin along: 50 MB a worker.
ADDRESSES = "people.urls"


def of(delivery: Delivery, stream: Stream) -> dict[str, str]:
    if not delivery.purpose:
        return {"Auto-Submitted": "auto-generated", **own_way_out(delivery)}
    list_id = f"{delivery.purpose.replace('_', '-')}.{urlsplit(settings.SITE_URL).hostname}"
    return {
        "List-Unsubscribe": ", ".join(ways_out(delivery, stream)),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<{list_id}>",
        "List-Help": f"<{choices_url(delivery)}>",
        "List-Owner": f"<mailto:{stream.reply_to or parseaddr(stream.from_email)[1]}>",
        "Feedback-ID": f"{delivery.kind}:{delivery.purpose}:{stream.name}:{settings.WAGTAIL_SITE_NAME.lower()}",
    }


def own_way_out(delivery: Delivery) -> dict[str, str]:
    """Of a service message that its reader can stop without stopping anything else."""
    path = delivery.context.get(kinds.get(delivery.kind).way_out)
    if not path:
        return {}
    one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return {"List-Unsubscribe": f"<{settings.SITE_URL}{path}>", **one_click}


def ways_out(delivery: Delivery, stream: Stream) -> list[str]:
    """The address that one click posts to comes first; a letter to a person is for programs that know no other way."""
    by_letter = f"<mailto:{stream.reply_to}?subject={quote('Stop: ' + delivery.purpose)}>"
    return [f"<{one_click_url(delivery)}>", *([by_letter] if stream.reply_to else [])]


def choices_url(delivery: Delivery) -> str:
    path = reverse("mail_choices", ADDRESSES, args=[delivery.address.token])
    return f"{settings.SITE_URL}{path}"


def one_click_url(delivery: Delivery) -> str:
    path = reverse("mail_one_click", ADDRESSES, args=[delivery.address.token, delivery.purpose, delivery.message_id])
    return f"{settings.SITE_URL}{path}"
