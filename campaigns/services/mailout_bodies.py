"""The words of a mail-out as they were approved, set down for its messages. Nothing changes them afterwards."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from campaigns import mailout_compile, mailout_digest, mailout_replies
from campaigns.models import Mailout, MailoutLink, SeriesStep
from mail.models import Mailing, MailingBody

NOT_COUNTED = "test"  # in place of a subject in the address of a link: see mailout_clicks


@transaction.atomic
def freeze(*, message: Mailout | SeriesStep, mailing: Mailing, is_test: bool = False) -> list[MailingBody]:
    """One for each subject. What it links to is counted from then on, in sum. Doing it again changes nothing."""
    known = links_of(message)
    return [frozen(message, mailing, each, known, is_test=is_test) for each in mailout_digest.variants(message)]


def frozen(
    message: Mailout | SeriesStep,
    mailing: Mailing,
    variant: str,
    known: dict[str, MailoutLink],
    *,
    is_test: bool = False,
) -> MailingBody:
    def leading(url: str) -> str:
        counted_as = NOT_COUNTED if is_test else variant
        return (
            f"{settings.SITE_URL}{reverse('mailout_go', mailout_compile.ADDRESSES, args=[known[url].pk, counted_as])}"
        )

    compiled = mailout_compile.compile_(message, variant=variant, address=leading)
    approved = mailout_compile.compile_(message, variant=variant, live=False)
    words = {
        "subject": compiled.subject,
        "html": compiled.html,
        "text": compiled.text,
        "from_name": message.from_name,
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
