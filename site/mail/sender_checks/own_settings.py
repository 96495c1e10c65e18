"""What stands in our own settings."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from mail import reserved, webhooks
from mail.sender_checks.findings import Finding, advice, right, wrong
from mail.sender_checks.lookups import Lookup
from mail.sender_checks.sender import Sender

SENDER, ONE_CLICK, WEBHOOKS = "Sender", "One click", "Webhooks"


def sender(sender: Sender, lookup: Lookup) -> Iterator[Finding]:
    domain = sender.domain
    if not domain or reserved.is_reserved(domain):
        remedy = "set DEFAULT_FROM_EMAIL, or sender in MAIL_STREAMS, to an address of your own domain"
        yield wrong(SENDER, f"mail leaves from {sender.stream.from_email}, which belongs to nobody", remedy)
    else:
        yield right(SENDER, f"mail leaves from {sender.stream.from_email}")
    if not sender.by_provider and sender.mail_server is None:
        sentence = f"nothing leaves this machine: {sender.backend} only keeps it"
        yield wrong(SENDER, sentence, "set EMAIL_BACKEND to one that sends")


def one_click(sender: Sender, lookup: Lookup) -> Iterator[Finding]:
    if urlsplit(settings.SITE_URL).scheme == "https":
        yield right(ONE_CLICK, f"the addresses for leaving with one click begin with {settings.SITE_URL}")
    else:
        sentence = f"the addresses for leaving with one click begin with {settings.SITE_URL}, not with https"
        yield wrong(ONE_CLICK, sentence, "set SITE_URL to the public https address of the site")


def reports(sender: Sender, lookup: Lookup) -> Iterator[Finding]:
    for provider in settings.MAIL_WEBHOOKS:
        if fault := webhooks.fault_of(provider):
            yield wrong(WEBHOOKS, f"the one for {provider} is not safe", fault)
        else:
            yield right(WEBHOOKS, f"{provider} reports to {settings.SITE_URL}/mail/webhooks/{provider}/, with a secret")
    for provider in settings.MAIL_INBOUND_WEBHOOKS:
        if fault := webhooks.fault_of(provider, webhooks.INBOUND_VIEWS):
            yield wrong(WEBHOOKS, f"the one that takes answers from {provider} is not safe", fault)
        else:
            yield right(WEBHOOKS, f"{provider} hands answers to {settings.SITE_URL}/mail/inbound/{provider}/")
    if not settings.MAIL_WEBHOOKS and not sender.stream.bounces:
        remedy = "name the provider in MAIL_WEBHOOKS, or for a mail server of your own set bounces in MAIL_STREAMS"
        yield advice(WEBHOOKS, "nobody tells us which messages came back or were marked as spam", remedy)
