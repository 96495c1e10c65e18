"""Who sends it: whether big providers take mail from the domain, and whether one click in a mail program stops it."""

import hashlib
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from campaigns.mailout_checks import own_site
from campaigns.mailout_checks.check import Check
from mail import list_headers, sender_checks, streams
from mail.models import Delivery
from mail.sender_checks.findings import Finding, Level
from mail.sender_checks.lookups import Lookup
from mail.sender_checks.sender import Sender
from people.models import Consent, ConsentWording
from people.services import people

KNOWN_FOR = 10 * 60  # seconds
KEY = "mailout-sender:"
ONE_CLICK = "List-Unsubscribe=One-Click"  # RFC 8058


def checks(purpose: str, *, afar: bool) -> Iterator[Check]:
    yield known_to_providers(streams.get(streams.BULK), afar=afar)
    yield one_click(purpose)


def known_to_providers(stream: streams.Stream, *, afar: bool) -> Check:
    title = "A sender that mail providers take"
    if not settings.MAIL_MAY_LEAVE:
        return Check("sender", title, None, "No mail leaves from here, so nobody was asked.")
    key = KEY + hashlib.sha256(f"{stream.name} {stream.from_email}".encode()).hexdigest()
    findings: list[Finding] | None = cache.get(key)
    if findings is None and afar:
        findings = sender_checks.check(Sender(stream, stream.dkim_selector), Lookup())
        cache.set(key, findings, KNOWN_FOR)
    if findings is None:
        return Check("sender", title, None, "Nobody has asked DNS lately.")
    return judged(title, findings)


def judged(title: str, findings: list[Finding]) -> Check:
    wrong, unknown = (
        [finding for finding in findings if finding.level is level] for level in (Level.WRONG, Level.UNKNOWN)
    )
    said = " ".join(f"{finding.about}: {finding.sentence}." for finding in wrong or unknown)
    return Check("sender", title, False if wrong else None if unknown else True, said)


def one_click(purpose: str) -> Check:
    """There and back: a made-up reader's mail program posts to our own address, and all of it is taken back."""
    wrong = goes_wrong(purpose)
    return Check("one_click", "One click stops it", not wrong, wrong)


def goes_wrong(purpose: str) -> str:
    with transaction.atomic():
        try:
            return followed(purpose)
        finally:
            transaction.set_rollback(True)


def followed(purpose: str) -> str:
    """Empty where all is as it should be."""
    consent = agreed(purpose)
    stream = streams.get(streams.BULK)
    delivery = Delivery(kind="mailout", stream=stream.name, purpose=purpose, address=consent.person.address)
    headers = list_headers.of(delivery, stream)
    if headers.get("List-Unsubscribe-Post") != ONE_CLICK:
        return "Its headers name no one-click way out."
    url = headers["List-Unsubscribe"].partition(">")[0].removeprefix("<")
    if own_site.status(url) != 200 or not is_live(consent):
        return "Looking at the way out, as scanners do, already stops it or fails."
    if own_site.status(url, posted=ONE_CLICK) != 200 or is_live(consent):
        return "A mail program that posts to the way out does not stop it."
    return ""


def agreed(purpose: str) -> Consent:
    person = people.meet(email=f"one-click-{uuid.uuid4().hex}@example.org", name="One Click").person
    wording = ConsentWording.objects.filter(purpose=purpose).order_by("-version").first()
    wording = wording or ConsentWording.objects.create(purpose=purpose, version=1, text="Yes.")
    now = timezone.now()
    return Consent.objects.create(person=person, purpose=purpose, wording=wording, confirmed_at=now)


def is_live(consent: Consent) -> bool:
    return Consent.objects.live().filter(pk=consent.pk).exists()
