"""How the mail-outs of the demonstration are written, approved, and set off, at times in the past."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from campaigns import mailout_digest
from campaigns.mailout_enums import MailoutState
from campaigns.models import CampaignPage, LetterAction, Mailout, Petition
from campaigns.services import mailout_bodies, mailout_filling
from campaigns.services.mailout_moves import KIND
from config.demo import mailouts_log
from config.demo.letters_words import YEAR
from config.demo.mailouts_readers import PETITION
from config.demo.mailouts_words import GREETING, Words
from config.demo.series_words import Message
from mail.models import Mailing
from mail.services import mailings
from people.models import User

FILLS_FOR = 60.0  # seconds at most, of which it needs one


def in_the_morning(days: int) -> datetime:
    """So many days ago."""
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) - timedelta(days=days)


def write(of: Words, author: User, *, days: int, **fields: Any) -> Mailout:
    """So many days ago."""
    made = Mailout.objects.create(
        title=of.title,
        slug=of.slug,
        subject=of.subject,
        second_subject=of.second_subject,
        preheader=of.preheader,
        body=body(of),
        campaign=CampaignPage.objects.filter(slug=PETITION).first(),
        created_by=author,
        changed_by=author,
        **fields,
    )
    at = in_the_morning(days) - timedelta(hours=1)
    Mailout.objects.filter(pk=made.pk).update(created_at=at)
    mailouts_log.written(made, author, at)
    return Mailout.objects.get(pk=made.pk)


def body(of: Words | Message) -> list[dict[str, Any]]:
    text = "".join(f"<p>{each}</p>" for each in (GREETING, *of.paragraphs))
    blocks: list[dict[str, Any]] = [{"type": "heading", "value": of.heading}, {"type": "text", "value": text}]
    if of.sign:
        petition = Petition.objects.get(slug=PETITION)
        blocks.append({"type": "progress", "value": {"petition": str(petition.pk)}})
        blocks.append(button(of.sign, f"petition:{petition.pk}"))
    if of.write:
        blocks.append(button(of.write, f"letter:{LetterAction.objects.get(slug=YEAR).pk}"))
    return blocks


def button(label: str, to: str) -> dict[str, Any]:
    return {"type": "button", "value": {"label": label, "to": to, "page": None, "url": ""}}


def approval(made: Mailout, by: User, at: datetime) -> dict[str, Any]:
    return {
        "submitted_by": made.created_by,
        "approved_by": by,
        "approved_at": at,
        "approved_digest": mailout_digest.digest(made),
    }


def set_off(of: Words, *, days: int, author: User, approver: User) -> Mailout:
    """As if it had begun so many days ago: all of its messages are written down, and wait."""
    made, at = write(of, author, days=days + 2), in_the_morning(days)
    mailing = mailings.create(kind=KIND, purpose=made.purpose)
    Mailing.objects.filter(pk=mailing.pk).update(created_at=at)
    mailout_bodies.freeze(message=made, mailing=mailing)
    approved_at = at - timedelta(days=1)
    fields = approval(made, approver, approved_at)
    left = {"mailing": mailing, "sentence": mailout_digest.sentence(made), "send_at": at, "started_at": at}
    Mailout.objects.filter(pk=made.pk).update(state=MailoutState.SENDING, **left, **fields)
    made.refresh_from_db()
    mailout_filling.fill(made, seconds=FILLS_FOR)
    mailings.start(mailing)
    mailing.deliveries.update(created_at=at)
    mailouts_log.approved(made, author, approver, approved_at)
    mailouts_log.timed(made, author, approved_at, at)
    mailouts_log.begun(made, mailing, at)
    return made
