"""Certificates, with what their awards are worth on a day."""

import json
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from training import certificate_numbers, certificate_tokens
from training.models import Award, Certificate, CertificateBatch
from training.models.award import revoked_on
from training.selectors import awards


def award_of(token: str) -> Any | None:
    """With its standing today, and its certificate where it has one."""
    return awards.as_of(timezone.localdate()).filter(token=token).first()


def of_award(award: Award) -> Certificate | None:
    return Certificate.objects.defer("pdf").filter(award=award).first()


def address_of(typed: str) -> str | None:
    """The token of the award whose certificate has this number, or whose QR code holds this."""
    says = certificate_tokens.read(typed.strip().rpartition("#")[2])
    number = certificate_numbers.read(says["n"] if says else typed)
    return Certificate.objects.filter(number=number).values_list("award__token", flat=True).first()


def says(certificate: Certificate) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(certificate.payload))
    return found


def revoked(day: date) -> QuerySet[Certificate]:
    """Those whose holder has one in hands, which says nothing of the revocation."""
    return Certificate.objects.filter(revoked_on(day, "award")).select_related("award").defer("pdf").order_by("pk")


def awards_of(batch: CertificateBatch) -> QuerySet[Award]:
    rows = Award.objects.filter(pk__lte=batch.last).exclude(name="")
    if batch.session_id:
        rows = rows.filter(key__startswith=f"session:{batch.session_id}:")
    if batch.course_id:
        rows = rows.filter(course=batch.course_id)
    if batch.since:
        rows = rows.filter(issued_on__gte=batch.since)
    if batch.until:
        rows = rows.filter(issued_on__lte=batch.until)
    return rows.exclude(revoked_on(timezone.localdate())).order_by("pk")


def made_by(batch: CertificateBatch) -> QuerySet[Certificate]:
    """Whichever batch, or holder, had them made first."""
    return Certificate.objects.filter(award__in=awards_of(batch).order_by().values("pk")).exclude(salt="")
