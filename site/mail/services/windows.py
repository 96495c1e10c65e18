"""Which deliveries a worker takes up next: a window of those that are due, wanted, and within the limits."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mail import streams
from mail.enums import WAITING, State
from mail.models import Delivery, Mailing
from mail.models.delivery import DeliveryQuerySet
from mail.services import limits, marking_sql, outcomes
from mail.services.marking_sql import Taken
from mail.streams import Stream

WINDOW = 20  # deliveries that one connection takes at a time: after an opt-out no more than these may still leave
AT_ONCE = 1000
LOST = 2  # times that a delivery was lost with its worker before it goes alone
WITHOUT_STREAM = timedelta(hours=1)


def lanes(stream: Stream) -> list[int | None]:
    """What may leave by it: messages with words of their own, and each mailing that runs, by its key."""
    if not stream.bulk:
        return [None]
    running = Mailing.objects.may_leave().filter(stream=stream.name)
    return [None, *(mailing.pk for mailing in running if has_room(mailing))]


def has_room(mailing: Mailing) -> bool:
    """Whether limits of its own let anything of it leave within a second: else it would be claimed in vain."""
    return all(number > 0 for number in limits.room(limits.of_mailing(mailing), bulk=True).values())


def claim(stream: Stream, mailing: int | None = None) -> list[Delivery]:
    """A window of this stream, for this process alone, under a lease; empty where nothing may leave within a second.

    Of a mailing nothing is claimed once it was paused; without one, what belongs to none.
    """
    room = min([WINDOW, *limits.room(limits.of_provider(stream), bulk=stream.bulk).values()])
    resting = [] if room < 1 else domains_at_rest(bulk=stream.bulk)
    while room > 0 and (taken := take_up(stream, resting, mailing=mailing, at_most=room)).any:
        if taken.claimed:
            return taken.claimed
    return []


def domains_at_rest(*, bulk: bool) -> list[str]:
    of_domains = {domain: limits.of_domain(domain) for domain in settings.MAIL_DOMAIN_LIMITS}
    every = {key: limit for of_domain in of_domains.values() for key, limit in of_domain.items()}
    room = limits.room(every, bulk=bulk)
    return [domain for domain, of_domain in of_domains.items() if any(room[key] < 1 for key in of_domain)]


def take_up(stream: Stream, resting: list[str], *, mailing: int | None, at_most: int) -> Taken:
    """Claim those of the next few that are wanted and cancel the others."""
    if not marking_sql.is_spoken():
        return take_up_slowly(stream, resting, mailing=mailing, at_most=at_most)
    now = timezone.now()
    taken = marking_sql.claim(
        stream=stream.name,
        mailing=mailing,
        resting=resting,
        most=at_most,
        lost=LOST,
        now=now,
        lease=now + outcomes.LEASE,
    )
    if taken.unwanted:
        outcomes.cancel_unwanted(taken.unwanted)
    return taken


@transaction.atomic
def take_up_slowly(stream: Stream, resting: list[str], *, mailing: int | None, at_most: int) -> Taken:
    """The same by query sets. On SQLite the transaction itself holds the only write lock."""
    due = Delivery.objects.due().filter(stream=stream.name).exclude(domain__in=resting)
    due = due.filter(mailing__in=Mailing.objects.may_leave(), mailing=mailing) if mailing else due.alone()
    taken = in_company(due.only("state", "attempts").select_for_update(skip_locked=True)[:at_most])
    outcomes.cancel_unwanted(taken)
    Delivery.objects.filter(pk__in=taken, state__in=WAITING).update(
        state=State.CLAIMED, lease_until=timezone.now() + outcomes.LEASE, attempts=F("attempts") + 1
    )
    rows = Delivery.objects.filter(pk__in=taken, state=State.CLAIMED).select_related("address")
    claimed = list(rows.order_by("priority", "due_at", "pk"))
    return Taken(claimed, sorted(set(taken) - {each.pk for each in claimed}))


def in_company(deliveries: Iterable[Delivery]) -> list[int]:
    """The first few. One that may be what ends its workers goes alone, so that it costs no other its attempts."""
    taken: list[int] = []
    for delivery in deliveries:
        alone = delivery.state == State.QUEUED and delivery.attempts >= LOST
        if not (alone and taken):
            taken.append(delivery.pk)
        if alone:
            break
    return taken


def put_right(*, bulk: bool | None) -> None:
    """What would wait for no reason: for a stream that the settings no longer name, or for a clock that went back."""
    names = [stream.name for stream in streams.all_streams()]
    due, stray_mailings = Delivery.objects.due(), Mailing.objects.may_leave().exclude(stream__in=names)
    for strays in (of_class(due.alone(), bulk=bulk).exclude(stream__in=names), due.filter(mailing__in=stray_mailings)):
        slice_of(strays).update(
            state=State.RETRY,
            due_at=timezone.now() + WITHOUT_STREAM,
            error="The settings name no stream for it. It leaves within an hour after they do.",
        )
    slice_of(Delivery.objects.put_off_by_clock()).update(due_at=timezone.now())


def of_class(deliveries: DeliveryQuerySet, *, bulk: bool | None) -> DeliveryQuerySet:
    """Told apart by their priority, which an index begins with: there may be very many in bulk."""
    if bulk is None:
        return deliveries
    return deliveries.filter(**{"priority__gte" if bulk else "priority__lt": streams.BULK_PRIORITY})


def slice_of(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    return Delivery.objects.waiting().filter(pk__in=list(deliveries.values_list("pk", flat=True)[:AT_ONCE]))
