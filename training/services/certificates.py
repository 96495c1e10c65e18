"""Certificates: made once, when somebody first wants one, and from then on the same bytes for ever."""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from training import certificate_messages, certificate_numbers, certificate_pdf, certificate_tokens
from training.enums import Standing
from training.models import Award, Certificate
from training.selectors import certificates as selectors

ISSUER = "ACTFORJUSTICE"
DRAWN = ("number", "payload", "digest", "token", "pdf", "salt", "at")


class NotPossible(Exception):
    """The award was revoked, or no longer says whose it is."""


def issue(award: Award, *, tells: bool = False) -> Certificate:
    """The certificate of an award: made, or the one that was made before. Raises NotPossible.

    It is drawn first, then written while the award is held, so that no erasure comes between.
    """
    if found := Certificate.objects.filter(award=award).first():
        return found
    drawn = draw(award)
    with transaction.atomic():
        now = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
        if now.name != selectors.says(drawn)["name"]:
            raise NotPossible
        values = {field: getattr(drawn, field) for field in DRAWN}
        certificate, is_new = Certificate.objects.get_or_create(award=now, defaults=values)
        if is_new and tells:
            certificate_messages.made(now)
    return certificate


def draw(award: Award) -> Certificate:
    related = ("course", "version")
    now = Award.objects.standing_on(timezone.localdate()).select_related(*related).get(pk=award.pk)
    if now.standing == Standing.REVOKED or not now.name:
        raise NotPossible
    number, at = certificate_numbers.make(), timezone.now()
    says = payload(now, number, timezone.localdate(at).isoformat())
    token = certificate_tokens.make(
        number=number,
        course=says["course"]["title"],
        version=says["version"],
        completed=says["completed_on"],
        since=says["valid_from"],
        until=says["valid_until"],
    )
    written = certificate_tokens.canonical(says)
    return Certificate(
        award=award,
        number=number,
        payload=written,
        digest=hashlib.sha256(written).hexdigest(),
        token=token,
        pdf=certificate_pdf.pdf(says, token),
        salt=secrets.token_hex(16),
        at=at,
    )


def payload(award: Any, number: str, on: str) -> dict[str, Any]:
    """What a certificate says, in words that stay true whatever becomes of course and holder. `award` has its end."""
    course = award.course
    return {
        "format": 1,
        "number": number,
        "award": award.token,
        "name": award.name,
        "course": {"slug": course.slug, "title": course.title, "summary": course.summary},
        "version": award.version.number,
        "method": award.method,
        "criteria": certificate_pdf.criteria(award.method, award.version.number),
        "completed_on": award.issued_on.isoformat(),
        "valid_from": award.valid_from.isoformat(),
        "valid_until": award.end.isoformat() if award.end else None,
        "issued_on": on,
        "issuer": {"name": ISSUER, "url": settings.SITE_URL},
    }


def show_name(certificate: Certificate, *, is_shown: bool) -> None:
    """To whoever checks it; what is printed stays. None where its holder was erased."""
    Certificate.objects.filter(pk=certificate.pk).exclude(salt="").update(shows_name=is_shown)


@transaction.atomic
def forget(awards: Iterable[int]) -> int:
    """Delete what names the holders, and what ties badges to their address; number, dates and fingerprint stay."""
    rows = Certificate.objects.filter(award__in=list(awards)).exclude(salt="").defer("pdf").select_for_update()
    found = list(rows)
    for row in found:
        nameless = certificate_tokens.canonical({**selectors.says(row), "name": ""})
        Certificate.objects.filter(pk=row.pk).update(payload=nameless, pdf=b"", salt="", shows_name=False)
    return len(found)
