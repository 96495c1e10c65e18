"""Writing down who gets which step of a series today, each at most once, whatever happened since we last looked."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from campaigns import audiences, mailout_messages, series_days
from campaigns.mailout_enums import SeriesState
from campaigns.models import Series, SeriesStep, Signature
from campaigns.models.mailout import EVENING, MORNING
from campaigns.selectors import series as selectors
from campaigns.services import mailout_bodies
from mail.mailings import message_id
from mail.models import Delivery, Mailing
from mail.services import deliveries, mailings
from people.models import Address
from people.services import people

KIND = mailout_messages.SERIES
SLICE = 500  # addresses in one transaction
SECONDS = 20  # that one run goes on for; the next one goes on from there
TOO_LATE = "It was too late for it."
NOT_ANY_MORE = "They signed what it was to ask for."


def are_running() -> bool:
    return selectors.running().exists()


def follow(seconds: float = SECONDS) -> int:
    """Queue what is due; returns how many messages. Safe to repeat, to be stopped anywhere, and at once by many.

    A step one of whose conditions names something that is gone waits: the page of its series says so.
    """
    until = time.monotonic() + seconds
    steps = SeriesStep.objects.filter(series__in=selectors.running(), mailing__isnull=False)
    queued = 0
    for step in steps.select_related("series__petition").order_by("pk"):
        call_back(step)
        with suppress(audiences.BadAudience):
            for some in slices(sorted(selectors.addressees(step, timezone.localdate()))):
                queued += queue_some(step, some)
                if time.monotonic() > until:
                    return queued
    return queued


def slices(addresses: list[int]) -> Iterator[list[int]]:
    return (addresses[first : first + SLICE] for first in range(0, len(addresses), SLICE))


@transaction.atomic
def make_ready(step: SeriesStep) -> None:
    """Freeze its words as they are now. Who got it before gets it no second time: its mailing stays the same one."""
    mailing = step.mailing or mailings.create(kind=KIND, purpose=step.series.purpose)
    if step.mailing is None:
        step.mailing = mailing
        step.save(update_fields=["mailing"])
    variant = other(mailing.chosen) if mailing.bodies.exists() else mailing.chosen
    mailing.bodies.filter(variant=variant).delete()
    mailout_bodies.frozen(step, mailing, variant, mailout_bodies.links_of(step))
    mailings.choose(mailing, variant)
    if not mailings.start(mailing):
        mailings.resume(mailing)


def other(variant: str) -> str:
    """Under which the next version of its words stands, so that those in the post room's hands stay whole."""
    return "b" if variant == "a" else "a"


@transaction.atomic
def queue_some(step: SeriesStep, addresses: Sequence[int]) -> int:
    """Looks again under the locks on addresses: whoever withdraws or is erased or merged comes before or after.

    Whoever holds the series pauses or changes it before or after as well.
    """
    held = Series.objects.select_for_update().filter(pk=step.series_id, state=SeriesState.RUNNING)
    if not list(held.values_list("pk")):
        return 0
    people.lock_addresses(addresses)
    chosen = selectors.addressees(step, timezone.localdate(), within=addresses)
    canonical = dict(Address.objects.filter(pk__in=chosen).values_list("pk", "canonical"))
    mailing = Mailing.objects.get(pk=step.mailing_id or 0)
    rows = [message(mailing, address, chosen[address], canonical[address]) for address in sorted(chosen)]
    Delivery.objects.bulk_create(rows)
    return len(rows)


def message(mailing: Mailing, address_id: int, consent_id: int, canonical: str) -> Delivery:
    delivery = deliveries.unsaved(kind=KIND, domain=canonical.rpartition("@")[2], context={}, due_at=by_day())
    delivery.mailing, delivery.purpose, delivery.stream = mailing, mailing.purpose, mailing.stream
    delivery.address_id, delivery.basis_id = address_id, consent_id
    delivery.message_id = message_id(mailing.key, address_id)
    return delivery


def by_day() -> datetime:
    """Now, or in the morning in London: nobody wants our mail at night."""
    now = timezone.localtime()
    if MORNING <= now.time() < EVENING:
        return now
    day = now.date() if now.time() < MORNING else now.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, timezone.get_default_timezone())


@transaction.atomic
def call_back(step: SeriesStep) -> int:
    """Stop what still waits though it is too late for it, or its reader has done what it asks; a pause may be long."""
    waiting = Delivery.objects.waiting().filter(mailing=step.mailing_id).annotate(holder=selectors.WHO_GOT)
    oldest = timezone.now() - timedelta(days=series_days.FORGOTTEN)
    late = list(waiting.filter(created_at__lt=oldest).values_list("pk", flat=True)[:SLICE])
    stopped = deliveries.cancel_waiting(late, reason=TOO_LATE) if late else []
    if step.series.stops_when_signed_id:
        signed = list(waiting.filter(has_signed(step.series)).values_list("pk", flat=True)[:SLICE])
        stopped += deliveries.cancel_waiting(signed, reason=NOT_ANY_MORE) if signed else []
    return len(stopped)


def has_signed(series: Series) -> Q:
    signed = Signature.objects.confirmed().filter(petition=series.stops_when_signed_id)
    of_them = signed.annotate(who=selectors.WHO).filter(who=OuterRef("holder"))
    return Q(Exists(of_them))
