"""What those who asked to hear about a petition are written: written by one person, sent by another, queued in slices.

A milestone's message was written beforehand and goes out by itself when its number is reached.
"""

import hashlib
import time

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from campaigns.enums import NewsKind
from campaigns.models import Milestone, Petition, PetitionNews, Signature
from mail.models import Suppression
from mail.services import deliveries
from pages import generation
from people.enums import Purpose
from people.models import Consent, User
from people.models.consent import ConsentQuerySet

SLICE = 200  # addresses in one transaction
SECONDS = 20  # that one run goes on for; the next one goes on from there
KINDS = {kind: f"petition_{kind}" for kind in NewsKind}


class SamePerson(Exception):
    """Nobody sends what they wrote themselves."""


class Changed(Exception):
    """It is not what was looked at."""


class AlreadySent(Exception):
    """It was given out for sending, so it is changed and deleted no more."""


def readers(petition: Petition) -> ConsentQuerySet:
    """Of whoever asked to hear about this petition, and whose signature counts: the consent that lets us write.

    A person has one live consent for updates on petitions, given on the form of one. For which others they asked too
    stands at their signatures.
    """
    counts = Signature.objects.confirmed().filter(petition=petition, person=OuterRef("person"))
    unreachable = Suppression.objects.in_force().filter(address=OuterRef("person__address"))
    live = Consent.objects.live().filter(Exists(counts), purpose=Purpose.PETITION_UPDATES)
    asked = Q(form__startswith=f"petition {petition.pk} ") | Exists(counts.filter(wants_updates=True))
    return live.filter(asked).exclude(Exists(unreachable))


def count_readers(petition: Petition) -> int:
    """How many addresses: two people who share one get one message."""
    return readers(petition).order_by().values("person__address").distinct().count()


@transaction.atomic
def draft(*, petition: Petition, kind: NewsKind, subject: str, body: str, by: User) -> PetitionNews:
    made = PetitionNews.objects.create(petition=petition, kind=kind, subject=subject, body=body, created_by=by)
    log(made, "petition_news.draft", user=by)
    return made


@transaction.atomic
def change(news: PetitionNews, *, kind: NewsKind, subject: str, body: str, by: User) -> None:
    """Whoever changed it last has written it, and can't send it. Raises AlreadySent."""
    drafts = PetitionNews.objects.drafts().filter(pk=news.pk)
    if not drafts.update(kind=kind, subject=subject, body=body, created_by=by):
        raise AlreadySent
    log(news, "petition_news.change", user=by)


@transaction.atomic
def discard(news: PetitionNews, *, by: User) -> None:
    """Raises AlreadySent."""
    log(news, "petition_news.discard", user=by)
    if not PetitionNews.objects.drafts().filter(pk=news.pk).delete()[0]:
        raise AlreadySent


def stamp(news: PetitionNews) -> str:
    """Tells one version of a draft from another."""
    return hashlib.sha256("\0".join((news.kind, news.subject, news.body)).encode()).hexdigest()


@transaction.atomic
def send(news: PetitionNews, *, by: User, seen: str = "") -> None:
    """Give it out: readers of the petition's page see it at once, and its messages are queued.

    Raises AlreadySent and SamePerson; and Changed where `seen`, the stamp of what its sender read, is another.
    """
    locked = PetitionNews.objects.select_for_update().get(pk=news.pk)
    if locked.sent_at is not None:
        raise AlreadySent
    if locked.created_by_id == by.pk:
        raise SamePerson
    if seen and seen != stamp(locked):
        raise Changed
    locked.sent_by, locked.sent_at = by, timezone.now()
    locked.save(update_fields=["sent_by", "sent_at"])
    log(locked, "petition_news.send", user=by)
    generation.publish()


def milestones_reached() -> QuerySet[Milestone]:
    """Those whose number the folded count has come to and for which nothing was done yet, the highest first."""
    published = Petition.objects.published().filter(pk=OuterRef("petition"), total__counted__gte=OuterRef("number"))
    return Milestone.objects.filter(Exists(published), reached_at=None).order_by("petition", "-number")


def is_any_reached() -> bool:
    return milestones_reached().exists()


def reach_milestones() -> int:
    """Note each milestone once. Where several were reached at once, the highest alone is written about."""
    told: set[int] = set()
    return sum(reach(pk, told) for pk in milestones_reached().values_list("pk", flat=True))


@transaction.atomic
def reach(pk: int, told: set[int]) -> int:
    milestone = Milestone.objects.select_for_update().filter(pk=pk, reached_at=None).first()
    if milestone is None:
        return 0
    milestone.reached_at = timezone.now()
    milestone.save(update_fields=["reached_at"])
    if milestone.message and milestone.petition_id not in told:
        PetitionNews.objects.create(
            petition_id=milestone.petition_id,
            kind=NewsKind.MILESTONE,
            milestone=milestone,
            subject=f"{milestone.number:,} signatures",
            body=milestone.message,
            sent_at=milestone.reached_at,
        )
        told.add(milestone.petition_id)
    generation.publish()
    return 1


def queue_news(seconds: float = SECONDS) -> int:
    """Queue what was given out, slice by slice; returns how many messages. Whatever ends it, the next call goes on."""
    until = time.monotonic() + seconds
    queued = 0
    for pk in PetitionNews.objects.to_queue().order_by("pk").values_list("pk", flat=True):
        while (made := queue_slice(pk)) is not None:
            queued += made
            if time.monotonic() > until:
                return queued
    return queued


@transaction.atomic
def queue_slice(pk: int) -> int | None:
    """The next addresses, and with them the place to go on from, in one transaction; None where there are none left."""
    news = PetitionNews.objects.select_for_update(of=("self",)).select_related("petition").to_queue().filter(pk=pk)
    locked = news.first()
    if locked is None:
        return None
    rows = list(
        readers(locked.petition)
        .filter(person__address__gt=locked.queued_up_to)
        .order_by("person__address", "pk")
        .values_list("person__address", "pk")[:SLICE]
    )
    if not rows:
        locked.finished_at = timezone.now()
        locked.save(update_fields=["finished_at"])
        return None
    by_address = dict(reversed(rows))
    made = sum(queue_one(locked, address, consent) for address, consent in sorted(by_address.items()))
    locked.queued_up_to, locked.queued = max(by_address), locked.queued + made
    locked.save(update_fields=["queued_up_to", "queued"])
    return made


def queue_one(news: PetitionNews, address_id: int, consent_id: int) -> int:
    """Nothing for whoever withdrew since their address was read: the database refuses it."""
    try:
        with transaction.atomic():
            deliveries.queue(
                kind=KINDS[NewsKind(news.kind)], address_id=address_id, context=context_of(news), basis_id=consent_id
            )
    except IntegrityError:
        return 0
    return 1


def context_of(news: PetitionNews) -> dict[str, object]:
    return {
        "news": news.pk,
        "petition": news.petition.title,
        "petition_path": news.petition.get_absolute_url(),
        "headline": news.subject,
        "body": news.body,
    }
