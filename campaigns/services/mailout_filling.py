"""Writing down who gets a mail-out: a delivery for each address of its audience, slice by slice.

A slice is a range of keys of addresses. PostgreSQL writes it in one statement, or in two lanes at once, each in a
transaction of its own: most of the time goes into its checks and indexes, and one process does one at a time. How far
it went is committed last. So a worker may be killed anywhere and the next one goes on: what is there already
stays as it is, since an address has one message of a mailing. Two workers at once wait for each other. SQLite has a
slower way to the same rows.
"""

import hashlib
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Max, Min, QuerySet
from django.utils import timezone

from campaigns.audiences import parse
from campaigns.models import Mailout
from campaigns.selectors import audiences
from campaigns.services import locks
from campaigns.services.mailout_comparing import UNTIL_CHOSEN
from mail import mailings, streams
from mail.enums import MailingState
from mail.models import Delivery, Mailing
from people.models import Address, Consent, Person

WIDTH = 100_000  # addresses in a lane
LANES = 2  # of a slice, where there is as much to do
FIRST_WIDTH = 2_000  # addresses in the first slice, so that its messages leave at once
SHARES = 10_000  # so finely the shares of a comparison are told apart
ENDED = (MailingState.FINISHED, MailingState.CANCELLED)
TRIES = 3  # with a slice in which somebody withdrew their consent between reading and writing


class Lane(NamedTuple):
    """A range of keys of addresses."""

    after: int
    until: int


class Plan(NamedTuple):
    """How the audience is shared out, in ten-thousandths: left out, then each subject, then those who wait for it."""

    left_out: int
    first: int  # below it, whoever gets the first subject
    second: int
    later: datetime  # no earlier do those leave that are in no comparison
    now: datetime


def fill(mailout: Mailout, *, seconds: float) -> bool:
    """Go on with it for so many seconds; True once it is done, and then `number` says how many there are.

    Raises BadAudience where something that its conditions name is gone.
    """
    ends = time.monotonic() + seconds
    while not (done := fill_slice(mailout)) and time.monotonic() < ends:
        pass
    return done


def fill_slice(mailout: Mailout) -> bool:
    for left in reversed(range(TRIES)):
        try:
            return try_slice(mailout)
        except DatabaseError:
            if not left:
                raise
    return False


@transaction.atomic
def try_slice(mailout: Mailout) -> bool:
    """True where no address is left, or it was cancelled."""
    locks.alone_with(mailout)
    held = Mailout.objects.select_related("mailing").get(pk=mailout.pk)
    mailing = held.mailing
    if mailing is None:
        raise ValueError("It has no mailing yet.")
    if mailing.state in ENDED:
        return True
    ends = ends_of_lanes(held)
    if not ends:
        Mailout.objects.filter(pk=held.pk).update(number=mailing.deliveries.count())
        mailout.refresh_from_db(fields=["number", "filled_to"])
        return True
    write_lanes(held, mailing, [Lane(*each) for each in pairwise([held.filled_to, *ends])])
    Mailout.objects.filter(pk=held.pk).update(filled_to=ends[-1])
    return False


def ends_of_lanes(mailout: Mailout) -> list[int]:
    """The last keys of addresses in each lane of the next slice; none where no address is left."""
    ends: list[int] = []
    for _ in range(LANES if connection.vendor == "postgresql" and mailout.filled_to else 1):
        beyond = Address.objects.filter(pk__gt=ends[-1] if ends else mailout.filled_to)
        width = WIDTH if mailout.filled_to else min(WIDTH, FIRST_WIDTH)
        last = beyond.filter(pk__in=beyond.order_by("pk").values("pk")[:width]).aggregate(last=Max("pk"))["last"]
        ends += [] if last is None else [last]
    return ends


def write_lanes(mailout: Mailout, mailing: Mailing, lanes: list[Lane]) -> None:
    if len(lanes) == 1:
        write(mailout, mailing, lanes[0])
        return
    with ThreadPoolExecutor(len(lanes)) as pool:
        for done in [pool.submit(write_beside, mailout, mailing, lane) for lane in lanes]:
            done.result()


def write_beside(mailout: Mailout, mailing: Mailing, lane: Lane) -> None:
    """In a thread, over a connection of its own."""
    try:
        write(mailout, mailing, lane)
    finally:
        connection.close()


def write(mailout: Mailout, mailing: Mailing, lane: Lane) -> None:
    if connection.vendor == "postgresql":
        with audiences.room_to_compare():
            write_in_one(mailout, mailing, lane)
    else:
        write_one_by_one(mailout, mailing, lane)


def within(mailout: Mailout, lane: Lane) -> QuerySet[Consent, Any]:
    """The addresses of a lane, each with the first consent by which it may be written to.

    Most people are met in the order of their addresses, so their keys lie close together: PostgreSQL then reads some
    of the consents and not all.
    """
    people = Person.objects.filter(address__gt=lane.after, address__lte=lane.until)
    keys = people.aggregate(first=Min("pk"), last=Max("pk"))
    allowed = audiences.allowed(parse(mailout.conditions), mailout.purpose, mailout.rest_days)
    inside = allowed.filter(person__gte=keys["first"] or 0, person__lte=keys["last"] or 0)
    inside = inside.filter(person__address__gt=lane.after, person__address__lte=lane.until)
    return inside.values("person__address").annotate(consent=Min("pk")).values_list("person__address", "consent")


def write_one_by_one(mailout: Mailout, mailing: Mailing, lane: Lane) -> None:
    plan = plan_of(mailout, mailing)
    rows = within(mailout, lane).annotate(canonical=F("person__address__canonical")).order_by("person__address")
    made = (delivery(mailing, plan, *row) for row in rows.values_list("person__address", "consent", "canonical"))
    Delivery.objects.bulk_create((each for each in made if each), batch_size=500, ignore_conflicts=True)


def plan_of(mailout: Mailout, mailing: Mailing) -> Plan:
    left_out = mailout.held_out_percent * SHARES // 100
    compared = mailout.compared_percent * SHARES // 100 if mailout.second_subject else 0
    second = min(SHARES, left_out + compared)
    begins = max(mailing.created_at, mailout.send_at or mailing.created_at)
    later = begins + UNTIL_CHOSEN if compared else begins
    return Plan(left_out, left_out + (second - left_out) // 2, second, later, begins)


def share(key: uuid.UUID, address_id: int) -> int:
    """Where chance puts an address, from 0 up to SHARES: the same each time."""
    digest = hashlib.md5(f"{key.hex}:share:{address_id}".encode(), usedforsecurity=False).hexdigest()
    return int(digest[:7], 16) % SHARES


def delivery(mailing: Mailing, plan: Plan, address: int, consent: int, canonical: str) -> Delivery | None:
    chance = share(mailing.key, address)
    if chance < plan.left_out:
        return None
    context, due_at = part(plan, chance)
    return Delivery(
        message_id=mailings.message_id(mailing.key, address),
        address_id=address,
        domain=canonical.rpartition("@")[2],
        kind=mailing.kind,
        stream=mailing.stream,
        priority=streams.get(mailing.stream).priority,
        purpose=mailing.purpose,
        basis_id=consent,
        mailing=mailing,
        context=context,
        due_at=due_at,
    )


def part(plan: Plan, chance: int) -> tuple[dict[str, Any], datetime]:
    if chance < plan.first:
        return {"variant": "a"}, plan.now
    if chance < plan.second:
        return {"variant": "b"}, plan.now
    return {}, plan.later


STATEMENT = """
INSERT INTO mail_delivery (message_id, address_id, domain, kind, stream, priority, purpose, basis_id, mailing_id,
    context, state, due_at, attempts, error, provider_id, created_at)
WITH chosen (address_id, consent_id) AS MATERIALIZED ({chosen}),
audience AS MATERIALIZED (
    SELECT chosen.consent_id AS consent, address.id AS address, split_part(address.canonical, '@', 2) AS domain,
        CASE WHEN %(second)s = 0 THEN 0
             ELSE ('x' || substr(md5(%(key)s || ':share:' || address.id), 1, 7))::bit(28)::int %% {shares} END AS chance
    FROM chosen JOIN people_address AS address ON address.id = chosen.address_id
        AND address.id > %(after)s AND address.id <= %(until)s
    ORDER BY address.id
)
SELECT {message_id}, address, domain, %(kind)s, %(stream)s, %(priority)s, %(purpose)s, consent,
    %(mailing)s,
    CASE WHEN chance < %(first)s THEN '{{"variant": "a"}}'::jsonb
         WHEN chance < %(second)s THEN '{{"variant": "b"}}'::jsonb ELSE '{{}}'::jsonb END,
    'queued', CASE WHEN chance < %(second)s THEN %(now)s ELSE %(later)s END, 0, '', '', %(created)s
FROM audience
WHERE chance >= %(left_out)s
{again}
"""
# Pages that an index leads to are mostly in memory. As PostgreSQL reckons by itself, it reads whole tables for a slice,
# also to ask for the basis. And constraints would be checked as it is committed, after the statement's last trigger,
# which keeps a pause waiting.
SETTINGS = "SET LOCAL random_page_cost = 1.1; SET CONSTRAINTS ALL IMMEDIATE"


def write_in_one(mailout: Mailout, mailing: Mailing, lane: Lane) -> None:
    chosen = within(mailout, lane).order_by()
    written = mailing.deliveries.filter(address__gt=lane.after, address__lte=lane.until)
    # To look for rows that are there already costs as much as an index more.
    again = "ON CONFLICT DO NOTHING" if written.exists() else ""
    with connection.cursor() as cursor:
        asked = cursor.mogrify(*chosen.query.sql_with_params()).decode().replace("%", "%%")
        named = {
            "key": mailing.key.hex,
            "mask": mailings.mask(mailing.key),
            "kind": mailing.kind,
            "stream": mailing.stream,
            "priority": streams.get(mailing.stream).priority,
            "purpose": mailing.purpose,
            "mailing": mailing.pk,
            "created": timezone.now(),
            **plan_of(mailout, mailing)._asdict(),
            **lane._asdict(),
        }
        cursor.execute(SETTINGS)
        cursor.execute(STATEMENT.format(message_id=mailings.IN_SQL, shares=SHARES, chosen=asked, again=again), named)
