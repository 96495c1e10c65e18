"""Makes people who agreed and signed, by statements of SQL, and asks for audiences among them.

Runs as a process of its own in the site's environment: `python -m benchmarks.gathering_audiences fill COUNT`, then
`count`, then `materialise`.
"""

import json
import statistics
import sys
import time
from typing import Any

import django

PURPOSE, ROUNDS, REST = "campaign_news", 5, 7
# Everybody has an address and agreed; four in five signed each of three petitions; half got a mail-out two days ago;
# one address in a hundred is suppressed. The triggers of deliveries rest while the older mail-out is made.
STATEMENTS = (
    """INSERT INTO people_address (canonical, typed, confirmed_at, token, created_at)
    SELECT 'somebody' || n || '@example.org', 'somebody' || n || '@example.org', now(), md5('a' || n), now()
    FROM generate_series(1, {count}) AS n""",
    """INSERT INTO people_person (address_id, slot, name, created_at, active_at)
    SELECT id, 1, 'Somebody', now(), now() - id % 1000 * interval '1 day' FROM people_address ORDER BY id""",
    """INSERT INTO people_consentwording (purpose, version, text, published_at, created_at)
    VALUES ('campaign_news', 901, 'Yes.', now(), now())""",
    """INSERT INTO people_consent (person_id, purpose, basis, wording_id, form, token, given_at, confirmed_at,
        withdrawn_how)
    SELECT id, 'campaign_news', 'consent', (SELECT max(id) FROM people_consentwording), 'newsletter', md5('c' || id),
        now(), now(), '' FROM people_person ORDER BY id""",
    """INSERT INTO campaigns_petition (title, slug, wording, background, addressee, goal, state, takes_comments,
        created_at, sent_back_because, response, held_because)
    SELECT 'Petition ' || n, 'measured-' || n, 'Words', '', 'The Home Secretary', 1000, 'open', true, now(), '', '', ''
    FROM generate_series(1, 3) AS n""",
    """INSERT INTO campaigns_signature (petition_id, person_id, address_id, slot, name, country, postcode, is_public,
        wants_updates, comment, comment_state, state, token, asked, created_at, confirmed_at, constituency_found_id)
    SELECT petition.id, person.id, person.address_id, 1, 'Somebody', 'GB', 'LS1 4DY', false, false, '', 'none',
        'confirmed', md5('s' || petition.id || '.' || person.id), 1, now(),
        now() - (petition.place * 100 + person.id % 90) * interval '1 day', seats.keys[1 + person.id % 650]
    FROM people_person AS person,
        (SELECT id, row_number() OVER (ORDER BY id) AS place FROM campaigns_petition) AS petition,
        (SELECT array_agg(id ORDER BY md5(code)) AS keys FROM places_constituency WHERE valid_to IS NULL) AS seats
    WHERE person.id % 5 <> petition.place""",
    """INSERT INTO mail_mailing (key, kind, stream, purpose, state, because, chosen, created_at)
    VALUES (md5('before')::uuid, 'mailout', 'bulk', 'campaign_news', 'running', '', 'a', now())""",
    "ALTER TABLE mail_delivery DISABLE TRIGGER USER",
    """INSERT INTO mail_delivery (message_id, address_id, domain, kind, stream, priority, purpose, basis_id, mailing_id,
        context, state, due_at, attempts, error, provider_id, created_at, finished_at)
    SELECT md5('d' || consent.id)::uuid, person.address_id, 'example.org', 'mailout', 'bulk', 50, 'campaign_news',
        consent.id, (SELECT max(id) FROM mail_mailing), '{{}}', 'accepted', now(), 1, '', '', now(),
        now() - interval '2 days'
    FROM people_person AS person JOIN people_consent AS consent ON consent.person_id = person.id
    WHERE person.id % 4 < 2 ORDER BY person.id""",
    "ALTER TABLE mail_delivery ENABLE TRIGGER USER",
    """INSERT INTO mail_suppression (address_id, fingerprint, reason, created_at, lifted_because)
    SELECT id, md5('x' || id), 'hard_bounce', now(), '' FROM people_address WHERE id % 100 = 1""",
    "VACUUM ANALYZE",
)


def main(arguments: list[str]) -> None:
    match arguments:
        case ["fill", count]:
            fill(int(count))
        case ["count"]:
            print(json.dumps(measured()))
        case ["materialise"]:
            materialise()
        case _:
            sys.exit(__doc__)


def fill(count: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement.format(count=count))


def audiences() -> dict[str, tuple[list[dict[str, Any]], int]]:
    """In the order in which staff may put them together."""
    from campaigns.models import Petition
    from places.models import Constituency

    first, second = (Petition.objects.get(slug=f"measured-{number}").pk for number in (1, 2))
    seat = Constituency.objects.current().order_by("code")[30].pk
    region = {"is": "region", "region": "london"}
    return {
        "rested": ([], REST),
        "signed, rested": ([{"is": "signed", "petition": first}], REST),
        "region, signed, rested": ([region, {"is": "signed", "petition": first}], REST),
        "region, not signed another, rested": ([region, {"is": "signed", "petition": second, "not": True}], REST),
        "constituency, signed, rested": (
            [{"is": "constituency", "constituency": seat}, {"is": "signed", "petition": first}],
            REST,
        ),
    }


def measured() -> dict[str, tuple[int, float]]:
    """How many, and in how many milliseconds: at first with nothing kept, then each as a change of the one before.

    What stands in the form already, the purpose and the rest, was counted as it was opened; and where people live is
    gathered as a condition on it is added, before it is filled in.
    """
    from django.core.cache import caches

    from campaigns.selectors import audiences as selectors

    asked = audiences()
    found: dict[str, list[tuple[int, float]]] = {}
    for _ in range(ROUNDS):
        caches["sets"].clear()
        found.setdefault("opened, with nothing kept", []).append(timed(*asked["rested"]))
        started = time.perf_counter()
        selectors.get_ready({"region"})
        found.setdefault("where people live", []).append((0, (time.perf_counter() - started) * 1000))
        for name, told in asked.items():
            found.setdefault(name, []).append(timed(*told))
    return {name: (times[-1][0], statistics.median(ms for _, ms in times)) for name, times in found.items()}


def timed(told: list[dict[str, Any]], rest: int) -> tuple[int, float]:
    from campaigns.audiences import parse
    from campaigns.selectors import audiences as selectors

    audience = parse({"groups": [{"conditions": told}]} if told else {})
    started = time.perf_counter()
    number = selectors.count(audience, PURPOSE, rest).number
    return number, (time.perf_counter() - started) * 1000


def materialise() -> None:
    from campaigns.models import Mailout
    from campaigns.services import mailout_filling
    from mail.models import Mailing

    mailing = Mailing.objects.create(kind="mailout", stream="bulk", purpose=PURPOSE)
    mailout = Mailout.objects.create(
        title="News", slug="news", subject="News", state="preparing", approved_digest="d" * 64, mailing=mailing
    )
    started = time.perf_counter()
    while not mailout_filling.fill(mailout, seconds=20):
        pass
    print(json.dumps({"seconds": time.perf_counter() - started, "number": mailout.number}))


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
