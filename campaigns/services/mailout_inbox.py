"""Taking in what comes back to mail-outs, and passing what people wrote on to the staff, each once.

Nothing here ever answers a message that came in. What machines sent is counted, and not kept.
"""

import logging
import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from campaigns import mailout_replies
from campaigns.mailout_enums import BY_PEOPLE, ReplySort
from campaigns.models import Mailout, MailoutReply, SeriesStep
from campaigns.selectors import mailout_inbox as selectors
from mail import inbound, streams
from mail.composed import one_line
from mail.enums import Sort, SuppressionReason
from mail.inbound import Incoming
from mail.models import Delivery, Mailing
from mail.services import deliveries, suppressions
from mail.streams import BULK
from people import addresses
from people.models import Address, User
from people.services import desk, people

KIND = "mailout_reply"
MOST = 20_000  # replies of people that are kept of one mail-out: more is a machine that has gone wrong
MOST_OF_ONE = 20  # of one sender
MOST_A_DAY = 200  # that staff are sent; the others wait in the list
A_DAY = timedelta(days=1)
LONGEST_SUBJECT, LONGEST_TEXT, LONGEST_SENDER, MOST_FILES = 200, 20_000, 254, 999
SORTS = {Sort.BOUNCE: ReplySort.BOUNCE, Sort.NOTICE: ReplySort.AUTO_REPLY, Sort.AUTO_REPLY: ReplySort.AUTO_REPLY}
logger = logging.getLogger(__name__)


def register() -> None:
    inbound.register(mailout_replies.PREFIX, take)


@transaction.atomic
def take(incoming: Incoming) -> bool:
    """Keep what came to the address of a mail-out, once, and do what follows; False where none has this address."""
    mailing = Mailing.objects.filter(key=uuid.UUID(hex=incoming.token)).first()
    if mailing is None:
        return False
    mailout, step = Mailout.objects.filter(mailing=mailing).first(), SeriesStep.objects.filter(mailing=mailing).first()
    if mailout is None and step is None:
        return False
    told = what(incoming)
    if not is_too_much(mailout, step, told):
        reply, is_new = MailoutReply.objects.get_or_create(
            key=incoming.key, defaults={"mailout": mailout, "step": step, **told}
        )
        if is_new:
            pass_on(reply)
    return True


def what(incoming: Incoming) -> dict[str, object]:
    """Its columns: of what a machine sent no word, since nobody wrote it."""
    if incoming.kind in SORTS:
        return {"sort": SORTS[incoming.kind]}
    subject = mailout_replies.without_links(incoming.subject)[:LONGEST_SUBJECT]
    text = mailout_replies.without_links(incoming.new_text or incoming.text)[:LONGEST_TEXT]
    return {
        "sort": mailout_replies.sort_of(subject, text),
        "sender": one_line(incoming.sender, LONGEST_SENDER),
        "address": known_address(incoming.sender),
        "subject": subject,
        "text": text,
        "attachments": min(len(incoming.attachments), MOST_FILES),
    }


def known_address(sender: str) -> Address | None:
    try:
        return Address.objects.filter(canonical=addresses.canonical(sender)).first()
    except addresses.NotAnAddress:
        return None


def is_too_much(mailout: Mailout | None, step: SeriesStep | None, told: dict[str, object]) -> bool:
    """Never of what may be about somebody in danger."""
    if told["sort"] == ReplySort.REPORT:
        return False
    theirs = MailoutReply.objects.filter(mailout=mailout, step=step)
    if theirs.count() >= MOST:
        logger.warning("A mail-out has %s replies: what came since is not kept.", MOST)
        return True
    sender = told.get("sender")
    return bool(sender) and theirs.filter(sender=sender).count() >= MOST_OF_ONE


def pass_on(reply: MailoutReply) -> bool:
    """Send what a person wrote to the shared inbox of staff; False where there is none, or it had enough for today."""
    inbox = inbox_of_staff()
    if not inbox or reply.sort not in BY_PEOPLE or is_same(reply.sender, inbox):
        return False
    address = people.lock_address(inbox)
    today = Delivery.objects.to_address(address.pk).filter(kind=KIND, created_at__gt=timezone.now() - A_DAY)
    if reply.sort != ReplySort.REPORT and today.count() >= MOST_A_DAY:
        return False
    deliveries.queue(kind=KIND, address_id=address.pk, context={"reply": reply.pk})
    return True


def inbox_of_staff() -> str:
    """Where answers to what goes to many are read; never an address of ours for answers, which would go on for ever."""
    inbox = streams.get(BULK).reply_to if BULK in settings.MAIL_STREAMS else ""
    domain = settings.LETTER_ANSWERS_DOMAIN.lower()
    try:
        canonical = addresses.canonical(inbox)
    except addresses.NotAnAddress:
        return ""
    return "" if domain and canonical.endswith(f"@{domain}") else inbox


def is_same(sender: str, inbox: str) -> bool:
    try:
        return addresses.canonical(sender) == addresses.canonical(inbox)
    except addresses.NotAnAddress:
        return False


@transaction.atomic
def mark_done(keys: Sequence[int], *, by: User) -> int:
    """Staff dealt with them; returns of how many that was not said before."""
    open_ones = list(MailoutReply.objects.select_for_update(of=("self",)).filter(pk__in=keys, done_at=None))
    for reply in open_ones:
        MailoutReply.objects.filter(pk=reply.pk).update(done_at=timezone.now(), done_by=by)
        log(reply, "mailout_reply.done", user=by)
    return len(open_ones)


@transaction.atomic
def reopen(reply: MailoutReply, *, by: User) -> bool:
    """False where it waits already."""
    again = bool(MailoutReply.objects.filter(pk=reply.pk, done_at__isnull=False).update(done_at=None, done_by=None))
    if again:
        log(reply, "mailout_reply.reopen", user=by)
    return again


@transaction.atomic
def record_objection(reply: MailoutReply, *, by: User) -> bool:
    """Write no more news to whoever it is from, at any address of theirs; False where we know nobody there."""
    if reply.address is None:
        return False
    for person in selectors.owners(reply):
        desk.record_objection(person=person, by=by, reason=f"Reply {reply.pk} to a mail-out")
    suppressions.suppress(
        address_id=reply.address.pk, canonical=reply.address.canonical, reason=SuppressionReason.OBJECTION
    )
    log(reply, "mailout_reply.object", user=by)
    mark_done([reply.pk], by=by)
    return True
