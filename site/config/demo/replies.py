"""Answers to a mail-out in the demonstration, read and sorted as answers are that arrive. None is passed on."""

from datetime import timedelta
from email.message import EmailMessage

from wagtail.models import ModelLogEntry

from campaigns import mailout_replies
from campaigns.models import Mailout, MailoutReply
from campaigns.services import mailout_inbox
from campaigns.services.mailout_moves import mailing_of
from config.demo import replies_words as words
from config.demo.mailouts_written import in_the_morning
from config.demo.replies_words import Answer
from mail import inbound
from mail.inbound import Incoming
from people.models import User

LATER, DONE_AFTER = timedelta(hours=6), timedelta(hours=20)  # that day, and after that


def make(answered: Mailout, *, by: User) -> None:
    made = [(each, keep(each, answered)) for each in words.ANSWERS]
    done = [reply for each, reply in made if each.is_done]
    mailout_inbox.mark_done([reply.pk for reply in done], by=by)
    for reply in done:
        at = reply.arrived_at + DONE_AFTER
        MailoutReply.objects.filter(pk=reply.pk).update(done_at=at)
        ModelLogEntry.objects.for_instance(reply).update(timestamp=at)


def keep(each: Answer, answered: Mailout) -> MailoutReply:
    incoming = arrived(each, answered)
    return MailoutReply.objects.create(
        mailout=answered,
        key=incoming.key,
        arrived_at=in_the_morning(each.days) + LATER,
        **mailout_inbox.what(incoming),
    )


def arrived(each: Answer, answered: Mailout) -> Incoming:
    recipient = f"{mailout_replies.PREFIX}{mailing_of(answered).key.hex}@example.org"
    message, subject = EmailMessage(), subject_for(each.sender, answered)
    message["From"], message["To"] = each.sender, recipient
    message["Subject"] = each.subject.format(subject=subject)
    if each.by_machine:
        message["Auto-Submitted"] = "auto-replied"
    message.set_content(f"{each.text}\n\n{words.QUOTED.format(subject=subject)}")
    incoming = inbound.read(message.as_bytes(), recipient)
    if incoming is None:
        raise ValueError("Nobody takes answers to mail-outs.")
    return incoming


def subject_for(sender: str, answered: Mailout) -> str:
    """That of the message that they got."""
    mailing = mailing_of(answered)
    got = mailing.deliveries.get(address__canonical=sender)
    return mailing.bodies.get(variant=got.context.get("variant", mailing.chosen)).subject
