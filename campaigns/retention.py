"""How long this app keeps what it holds about people."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.models import Signature
from campaigns.services import signatures
from people.retention import Rule, of_person, register


def unconfirmed(before: datetime) -> QuerySet[Signature]:
    return signatures.unconfirmed_too_long(before)


def forget_unconfirmed(rows: Sequence[Signature]) -> None:
    before = timezone.now() - timedelta(days=settings.KEEP_DAYS["unconfirmed"])
    for row in rows:
        signatures.forget_one(row.pk, row.address_id, before=before)


def of_closed_petitions(before: datetime) -> QuerySet[Signature]:
    closed = Signature.objects.confirmed().filter(petition__closes_on__lt=timezone.localdate(before))
    return closed.exclude(name="", postcode="")


def blank(rows: Sequence[Signature]) -> None:
    signatures.blank([row.pk for row in rows])


def register_own() -> None:
    register(
        Rule(
            name="unconfirmed-signatures",
            policy=(
                "A signature that nobody confirmed is deleted {period} after the last message that asked, with the "
                "person, address and messages that only it gave rise to."
            ),
            days="unconfirmed",
            overdue=unconfirmed,
            forget=forget_unconfirmed,
            held=of_person(),
        ),
        Rule(
            name="petition-names",
            policy="Names and postcodes under a petition are removed {period} after its last day; the count stays.",
            days="petition_names",
            overdue=of_closed_petitions,
            forget=blank,
            held=of_person(),
        ),
    )
