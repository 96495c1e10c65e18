"""The words of a mail-out as they were approved, set down for its messages. Nothing changes them afterwards."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from campaigns import mailout_compile, mailout_replies
from campaigns.models import Mailout, MailoutLink, SeriesStep
from mail.models import Mailing, MailingBody


@transaction.atomic
def freeze(*, message: Mailout | SeriesStep, mailing: Mailing) -> list[MailingBody]:
    """One for each subject. What it links to is counted from then on, in sum. Doing it again changes nothing."""
    known = links_of(message)
    return [frozen(message, mailing, variant, known) for variant in variants(message)]


def variants(message: Mailout | SeriesStep) -> str:
    return "ab" if isinstance(message, Mailout) and message.second_subject else "a"


def frozen(message: Mailout | SeriesStep, mailing: Mailing, variant: str, known: dict[str, MailoutLink]) -> MailingBody:
    def counted(url: str) -> str:
        return f"{settings.SITE_URL}{reverse('mailout_go', args=[known[url].pk, variant])}"

    compiled = mailout_compile.compile_(message, variant=variant, address=counted)
    approved = mailout_compile.compile_(message, variant=variant, live=False)
    words = {
        "subject": compiled.subject,
        "html": compiled.html,
        "text": compiled.text,
        "from_name": message.from_name if isinstance(message, Mailout) else "",
        "reply_to": mailout_replies.address_for(mailing),
        "digest": approved.digest,
    }
    body, _ = MailingBody.objects.get_or_create(mailing=mailing, variant=variant, defaults=words)
    return body


def links_of(message: Mailout | SeriesStep) -> dict[str, MailoutLink]:
    """By address; those that are new are written down."""
    whose = {"mailout": message} if isinstance(message, Mailout) else {"step": message}
    linked = mailout_compile.compile_(message).links
    MailoutLink.objects.bulk_create(
        [MailoutLink(**whose, url=link.url, label=link.label) for link in linked], ignore_conflicts=True
    )
    return {link.url: link for link in MailoutLink.objects.filter(**whose)}
