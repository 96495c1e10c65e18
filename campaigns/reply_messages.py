"""What staff are sent of replies to mail-outs. Its words are read when the message leaves."""

from typing import Any

from django.urls import reverse

from campaigns.mailout_enums import ReplySort
from campaigns.models import MailoutReply
from campaigns.services.mailout_inbox import KIND
from mail.composed import Composed, NotNow
from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from mail.models import Delivery

SAMPLE: dict[str, Any] = {
    "about": "News of November",
    "sender": "suzie@example.org",
    "reply_subject": "Re: News of November",
    "text": "Thank you. When is the next meeting in Leeds?",
    "is_report": False,
    "asks_to_stop": False,
    "attachments": 0,
    "path": "/admin/mail-out-replies/1/",
}


def register_own() -> None:
    """A second copy of it does no harm."""
    again = WhenUncertain.SEND_AGAIN
    register(Kind(KIND, "A reply to a mail-out, for staff", SAMPLE, when_uncertain=again, compose=of_reply))


def of_reply(delivery: Delivery) -> Composed:
    """Whoever answers it writes to whoever wrote it. Raises NotNow where its words are gone."""
    known = MailoutReply.objects.select_related("mailout", "step")
    reply = known.filter(pk=delivery.context.get("reply")).first()
    if reply is None or not (reply.text or reply.subject or reply.attachments):
        raise NotNow("Its words are gone.")
    context = {
        "about": str(reply.mailout or reply.step or ""),
        "sender": reply.sender,
        "reply_subject": reply.subject,
        "text": reply.text,
        "is_report": reply.sort == ReplySort.REPORT,
        "asks_to_stop": reply.sort == ReplySort.STOP,
        "attachments": reply.attachments,
        "path": reverse("mailout_replies:page", args=[reply.pk]),
    }
    return Composed(context, reply_to="" if reply.sort == ReplySort.REPORT else reply.sender)
