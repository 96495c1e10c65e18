"""Who reads the mail-outs of the demonstration, and who wants no more of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone

from campaigns.models import CampaignFollow, CampaignPage, Signature
from config.demo.mailouts_words import NAMED
from mail.enums import SuppressionReason
from mail.models import Delivery
from mail.services import suppressions
from people import wordings
from people.enums import Ended, Purpose
from people.models import Address, Consent, ConsentWording, Person
from people.services import newsletter

PETITION = "support-every-survivor"
READERS = 600
LONG_AGO = timedelta(days=39)  # those agreed who later answer by name
FOLLOWERS, FOLLOWED = 2, timedelta(days=21)  # of those, and ago
LATELY, EACH = (8, 4), 20  # days ago, and of so many who signed then one agreed


def agree() -> None:
    """Those who signed first, by the box below the petition, and some whom staff know by name."""
    if (wording := wordings.current(Purpose.CAMPAIGN_NEWS)) is None:
        return
    signed = Signature.objects.confirmed().filter(petition__slug=PETITION).order_by("confirmed_at", "pk")
    write([by_the_box(row, wording) for row in signed[:READERS]])
    known_by_name(wording)


def agree_lately() -> list[Consent]:
    """Some of those who signed in the days before."""
    if (wording := wordings.current(Purpose.CAMPAIGN_NEWS)) is None:
        return []
    first, last = (timezone.now() - timedelta(days=days) for days in LATELY)
    signed = Signature.objects.confirmed().filter(petition__slug=PETITION, confirmed_at__range=(first, last))
    some = islice(signed.order_by("confirmed_at", "pk"), 0, None, EACH)
    return write([by_the_box(row, wording) for row in some])


def by_the_box(row: Signature, wording: ConsentWording) -> Consent:
    return Consent(
        person_id=row.person_id,
        purpose=wording.purpose,
        wording=wording,
        form=f"petition {row.petition_id} {PETITION}",
        given_at=row.created_at,
        confirmed_at=row.confirmed_at,
    )


def write(rows: list[Consent]) -> list[Consent]:
    return Consent.objects.bulk_create(rows, batch_size=500)


def known_by_name(wording: ConsentWording) -> None:
    at = timezone.now() - LONG_AGO
    for name, email in NAMED.items():
        address = Address.objects.create(canonical=email, typed=email, confirmed_at=at)
        person = Person.objects.create(address=address, name=name)
        Consent.objects.create(
            person=person,
            purpose=wording.purpose,
            wording=wording,
            form=newsletter.FORM,
            given_at=at,
            confirmed_at=at,
        )
    follow()


def follow() -> None:
    """Some of these got the news already when they pressed "Follow" on the page of the campaign."""
    known = Person.objects.filter(address__canonical__in=NAMED.values()).order_by("pk")[:FOLLOWERS]
    at = timezone.now() - FOLLOWED
    for page in CampaignPage.objects.filter(slug=PETITION)[:1]:
        CampaignFollow.objects.bulk_create(
            CampaignFollow(person=person, page=page, asked_at=at, confirmed_at=at) for person in known
        )


def ordinary(rows: QuerySet[Delivery]) -> list[Delivery]:
    """Neither to those known by name, nor to the very first reader, whom whoever tries something out picks."""
    others = rows.select_related("address").exclude(address__canonical__in=NAMED.values())
    return list(others.order_by("address_id")[1:])


def come_back(rows: Iterable[Delivery]) -> None:
    for row in rows:
        suppress(row, SuppressionReason.HARD_BOUNCE)


def complain(row: Delivery) -> None:
    suppress(row, SuppressionReason.COMPLAINT)
    end(row, after(row, hours=2), Ended.PROVIDER)


def suppress(row: Delivery, reason: SuppressionReason) -> None:
    suppressions.suppress(address_id=row.address_id, canonical=row.address.canonical, reason=reason)


def leave(rows: Iterable[Delivery]) -> None:
    """One after another, by the button of their mail program or by the link below."""
    for place, row in enumerate(rows):
        end(row, after(row, hours=1 + place), Ended.ONE_CLICK if place % 3 else Ended.LINK)


def after(row: Delivery, *, hours: int) -> datetime:
    """So long after the message had come."""
    return (row.finished_at or row.created_at) + timedelta(hours=hours)


def end(row: Delivery, at: datetime, how: Ended) -> None:
    Consent.objects.filter(deliveries=row).update(withdrawn_at=at, withdrawn_how=how)
