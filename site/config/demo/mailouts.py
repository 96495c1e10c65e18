"""Mail-outs in the demonstration: two that everybody can read, and one in each part of the life before. Sends none.

Who gets them is worked out as always; what became of each message is written down as the services would leave it,
since weeks of sending can't be waited for.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from campaigns import mailout_digest
from campaigns.mailout_enums import MailoutState
from campaigns.models import CampaignPage, LetterAction, Mailout, MailoutClicks, Petition, Signature
from campaigns.services import mailout_bodies, mailout_filling
from campaigns.services.mailout_moves import KIND
from config.demo import dice
from config.demo import mailouts_words as words
from config.demo.letters_words import YEAR
from config.demo.mailouts_words import Words
from mail.enums import State, SuppressionReason
from mail.models import Delivery, Mailing
from mail.services import mailings, suppressions
from people import wordings
from people.enums import Ended, Purpose
from people.models import Consent, User

PETITION = "support-every-survivor"
READERS = 600
FILLS_FOR = 60.0  # seconds at most, of which it needs one
CAME_BACK, LEFT_US, CLICKED_FOR = 4, 7, 5  # messages, readers, and days
AHEAD = timedelta(days=30)  # whoever looks at the demonstration for a day sees it wait


def make(*, author: User, approver: User) -> None:
    """Safe to repeat: where there is a mail-out, nothing is added."""
    if Mailout.objects.exists():
        return
    agree()
    send(words.HALFWAY, days=33, author=author, approver=approver)
    send(words.MINISTER, days=9, author=author, approver=approver)
    write(words.DRAFT, author, days=1)
    write(words.IN_REVIEW, author, days=2, state=MailoutState.IN_REVIEW, submitted_by=author)
    schedule(author, approver)
    cancelled = {"because": words.WHY_CANCELLED, "finished_at": in_the_morning(4)}
    write(words.CANCELLED, author, days=6, state=MailoutState.CANCELLED, **cancelled)


def agree() -> None:
    """Those who signed first, by the box below the petition."""
    wording = wordings.current(Purpose.CAMPAIGN_NEWS)
    if wording is None:
        return
    signed = Signature.objects.confirmed().filter(petition__slug=PETITION).order_by("confirmed_at", "pk")
    Consent.objects.bulk_create(
        [
            Consent(
                person_id=row.person_id,
                purpose=wording.purpose,
                wording=wording,
                form=f"petition {row.petition_id} {PETITION}",
                given_at=row.created_at,
                confirmed_at=row.confirmed_at,
            )
            for row in signed[:READERS]
        ],
        batch_size=500,
    )


def write(of: Words, author: User, *, days: int, **fields: Any) -> Mailout:
    """So many days ago."""
    made = Mailout.objects.create(
        title=of.title,
        slug=of.slug,
        subject=of.subject,
        preheader=of.preheader,
        body=body(of),
        campaign=CampaignPage.objects.filter(slug=PETITION).first(),
        created_by=author,
        changed_by=author,
        **fields,
    )
    Mailout.objects.filter(pk=made.pk).update(created_at=in_the_morning(days) - timedelta(hours=1))
    return Mailout.objects.get(pk=made.pk)


def body(of: Words) -> list[dict[str, Any]]:
    text = "".join(f"<p>{each}</p>" for each in (words.GREETING, *of.paragraphs))
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


def in_the_morning(days: int) -> datetime:
    """So many days ago."""
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) - timedelta(days=days)


def approval(made: Mailout, by: User, at: datetime) -> dict[str, Any]:
    return {
        "submitted_by": made.created_by,
        "approved_by": by,
        "approved_at": at,
        "approved_digest": mailout_digest.digest(made),
    }


def schedule(author: User, approver: User) -> None:
    made = write(words.SCHEDULED, author, days=3)
    at = in_the_morning(0) + AHEAD
    fields = approval(made, approver, in_the_morning(2))
    Mailout.objects.filter(pk=made.pk).update(state=MailoutState.SCHEDULED, send_at=at, **fields)


def send(of: Words, *, days: int, author: User, approver: User) -> None:
    """As if it had left so many days ago."""
    made, at = write(of, author, days=days + 2), in_the_morning(days)
    mailing = mailings.create(kind=KIND, purpose=made.purpose)
    mailout_bodies.freeze(message=made, mailing=mailing)
    fields = approval(made, approver, at - timedelta(days=1))
    left = {"mailing": mailing, "sentence": mailout_digest.sentence(made), "send_at": at, "started_at": at}
    Mailout.objects.filter(pk=made.pk).update(state=MailoutState.SENDING, **left, **fields)
    made.refresh_from_db()
    mailout_filling.fill(made, seconds=FILLS_FOR)
    mailings.start(mailing)
    fare(mailing, at)
    mailings.finish(mailing)
    over = at + timedelta(hours=1)
    Mailing.objects.filter(pk=mailing.pk).update(created_at=at, finished_at=over)
    Mailout.objects.filter(pk=made.pk).update(state=MailoutState.FINISHED, finished_at=over)
    count_clicks(made, timezone.localdate(at))


def fare(mailing: Mailing, at: datetime) -> None:
    """Most arrive, some come back, one is marked as spam, and some readers want no more."""
    arrived = at + timedelta(minutes=10)
    sent = Delivery.objects.filter(mailing=mailing)
    sent.update(state=State.DELIVERED, created_at=at, due_at=at, finished_at=arrived, attempts=1)
    rows = sorted(sent.select_related("address"), key=lambda row: dice.between(0, 9_999, mailing.kind, at, row.pk))
    back, spam, leaving = rows[:CAME_BACK], rows[CAME_BACK], rows[CAME_BACK + 1 :][:LEFT_US]
    sent.filter(pk__in=[row.pk for row in back]).update(state=State.BOUNCED)
    sent.filter(pk=spam.pk).update(state=State.COMPLAINED)
    for row in back:
        suppress(row, SuppressionReason.HARD_BOUNCE)
    suppress(spam, SuppressionReason.COMPLAINT)
    end(spam, arrived + timedelta(hours=2), Ended.PROVIDER)
    for place, row in enumerate(leaving):
        end(row, arrived + timedelta(hours=1 + place), Ended.ONE_CLICK if place % 3 else Ended.LINK)


def suppress(row: Delivery, reason: SuppressionReason) -> None:
    suppressions.suppress(address_id=row.address_id, canonical=row.address.canonical, reason=reason)


def end(row: Delivery, at: datetime, how: Ended) -> None:
    Consent.objects.filter(deliveries=row).update(withdrawn_at=at, withdrawn_how=how)


def count_clicks(made: Mailout, first: date) -> None:
    """Many on the day itself, and fewer each day."""
    MailoutClicks.objects.bulk_create(
        MailoutClicks(
            link=link,
            day=first + timedelta(days=day),
            number=dice.between(40, 70, link.url, made.slug, day) // (day + 1) ** 2,
        )
        for link in made.links.all()
        for day in range(CLICKED_FOR)
    )
