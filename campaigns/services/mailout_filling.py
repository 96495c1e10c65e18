"""Writing down who gets a mail-out: a delivery for each address of its audience, slice by slice.

A slice is a range of keys of addresses. Its deliveries and how far it went are committed together, so a worker may be
killed anywhere and the next one goes on; two at once wait for each other. PostgreSQL writes a slice in one statement;
SQLite has a slower way to the same rows.
"""

import hashlib
import time
import uuid
from datetime import datetime
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Max, Min, QuerySet
from django.utils import timezone

from campaigns.audiences import parse
from campaigns.models import Mailout
from campaigns.selectors import audiences
from campaigns.services.mailout_comparing import UNTIL_CHOSEN
from mail import mailings, streams
from mail.models import Delivery, Mailing
from people.models import Address, Consent

WIDTH = 50_000  # keys of addresses in a slice
FIRST_WIDTH = 2_000  # of the first slice, so that its messages leave at once
SHARES = 10_000  # so finely the shares of a comparison are told apart
TRIES = 3  # with a slice in which somebody withdrew their consent between reading and writing


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
    """True where no address is left."""
    held = Mailout.objects.select_for_update(of=("self",)).select_related("mailing").get(pk=mailout.pk)
    mailing = held.mailing
    if mailing is None:
        raise ValueError("It has no mailing yet.")
    beyond = Address.objects.filter(pk__gt=held.filled_to)
    if not beyond.exists():
        Mailout.objects.filter(pk=held.pk).update(number=mailing.deliveries.count())
        mailout.refresh_from_db(fields=["number", "filled_to"])
        return True
    width = WIDTH if held.filled_to else min(WIDTH, FIRST_WIDTH)
    until = beyond.filter(pk__in=beyond.order_by("pk").values("pk")[:width]).aggregate(last=Max("pk"))["last"]
    write(held, mailing, within(held, until))
    Mailout.objects.filter(pk=held.pk).update(filled_to=until)
    return False


def within(mailout: Mailout, until: int) -> QuerySet[Consent, Any]:
    """The addresses of the slice, each with the first consent by which it may be written to."""
    allowed = audiences.allowed(parse(mailout.conditions), mailout.purpose, mailout.rest_days)
    inside = allowed.filter(person__address__gt=mailout.filled_to, person__address__lte=until)
    return inside.values("person__address").annotate(consent=Min("pk")).values_list("person__address", "consent")


def write(mailout: Mailout, mailing: Mailing, chosen: QuerySet[Consent, Any]) -> None:
    if connection.vendor == "postgresql":
        with audiences.room_to_compare():
            write_in_one(mailing, chosen, plan_of(mailout, mailing))
    else:
        write_one_by_one(mailout, mailing, chosen)


def write_one_by_one(mailout: Mailout, mailing: Mailing, chosen: QuerySet[Consent, Any]) -> None:
    plan = plan_of(mailout, mailing)
    rows = chosen.annotate(canonical=F("person__address__canonical")).order_by("person__address")
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
WITH chosen (address_id, consent_id) AS MATERIALIZED ({chosen})
SELECT md5(%(key)s || ':' || address)::uuid, address, domain, %(kind)s, %(stream)s, %(priority)s, %(purpose)s, consent,
    %(mailing)s,
    CASE WHEN chance < %(first)s THEN '{{"variant": "a"}}'::jsonb
         WHEN chance < %(second)s THEN '{{"variant": "b"}}'::jsonb ELSE '{{}}'::jsonb END,
    'queued', CASE WHEN chance < %(second)s THEN %(now)s ELSE %(later)s END, 0, '', '', %(created)s
FROM (
    SELECT chosen.consent_id AS consent, address.id AS address, split_part(address.canonical, '@', 2) AS domain,
        ('x' || substr(md5(%(key)s || ':share:' || address.id), 1, 7))::bit(28)::int %% {shares} AS chance
    FROM chosen JOIN people_address AS address ON address.id = chosen.address_id
    ORDER BY address.id
) AS audience
WHERE chance >= %(left_out)s
ON CONFLICT DO NOTHING
"""


def write_in_one(mailing: Mailing, chosen: QuerySet[Consent, Any], plan: Plan) -> None:
    with connection.cursor() as cursor:
        asked = cursor.mogrify(*chosen.order_by().query.sql_with_params()).decode().replace("%", "%%")
        named = {
            "key": mailing.key.hex,
            "kind": mailing.kind,
            "stream": mailing.stream,
            "priority": streams.get(mailing.stream).priority,
            "purpose": mailing.purpose,
            "mailing": mailing.pk,
            "created": timezone.now(),
            **plan._asdict(),
        }
        cursor.execute(STATEMENT.format(shares=SHARES, chosen=asked), named)
