"""Makes signatures, or changes of counts, by the million, in the site's environment and on PostgreSQL.

`python -m benchmarks.making_signatures signatures NUMBER` adds to the demonstration's petition until it has so many,
with their totals. `… deltas NUMBER` adds changes that wait. `… fold` folds them and prints [seconds, number].
"""

import json
import sys
import time
from typing import Any

import django
from django.db import connection

GROUPS = 50
SEATS = "(SELECT array_agg(id ORDER BY id) FROM places_constituency WHERE valid_to IS NULL)"
PETITION = "(SELECT id FROM campaigns_petition WHERE slug = 'support-every-survivor')"
# Nothing but what the petition's pages may read is as it would be: no person, address or group has these numbers.
SIGNATURES = f"""
    INSERT INTO campaigns_signature (
        petition_id, person_id, address_id, slot, name, country, postcode, is_public, wants_updates, comment,
        comment_state,
        constituency_found_id, state, token, asked, created_at, confirmed_at
    )
    SELECT {PETITION}, 1000000000 + n, 1000000000 + n, 1, 'Supporter ' || n,
        CASE WHEN mod(n, 50) = 0 THEN 'FR' ELSE 'GB' END, '', mod(n, 2) = 0, false,
        CASE WHEN mod(n, 50) = 0 THEN 'Because it is right.' ELSE '' END,
        CASE WHEN mod(n, 50) = 0 THEN 'shown' ELSE 'none' END,
        seats.ids[1 + mod(n, cardinality(seats.ids))], 'confirmed', lpad(n::text, 22, '0'), 1,
        now() - interval '60 days' * (1 - n / %s::float), now() - interval '60 days' * (1 - n / %s::float)
    FROM (SELECT {SEATS} AS ids) AS seats, generate_series(%s, %s) AS n
"""  # noqa: S608
HOURS = f"""
    INSERT INTO campaigns_hourtotal (petition_id, hour, change)
    SELECT petition_id, date_trunc('hour', confirmed_at, 'UTC'), count(*) FROM campaigns_signature
    WHERE petition_id = {PETITION} AND state = 'confirmed' GROUP BY 1, 2
    ON CONFLICT (petition_id, hour) DO UPDATE SET change = excluded.change
"""  # noqa: S608
DELTAS = f"""
    INSERT INTO campaigns_signaturedelta (petition_id, constituency_id, country, group_id, amount, folded, created_at)
    SELECT {PETITION}, seats.ids[1 + mod(n, cardinality(seats.ids))],
        CASE WHEN mod(n, 100) < 19 THEN 'A' || chr(65 + mod(n, 100)) ELSE 'GB' END,
        CASE WHEN mod(n, 3) = 0 THEN groups.ids[1 + mod(n, cardinality(groups.ids))] END,
        CASE WHEN mod(n, 7) = 0 THEN -1 ELSE 1 END, false, now() - interval '48 hours' * (1 - n / %s::float)
    FROM (SELECT {SEATS} AS ids) AS seats, (SELECT array_agg(id) AS ids FROM groups_communitygroup) AS groups,
        generate_series(1, %s) AS n
"""  # noqa: S608


def main(arguments: list[str]) -> None:
    match arguments:
        case ["signatures", number]:
            signatures(int(number))
        case ["deltas", number]:
            deltas(int(number))
        case ["fold"]:
            print(json.dumps(fold()))
        case _:
            sys.exit(__doc__)


def execute(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


def signatures(number: int) -> None:
    from campaigns.models import Signature
    from campaigns.services import checking

    there = Signature.objects.count()
    execute("SET session_replication_role = replica")
    execute(SIGNATURES, number, number, there + 1, number)
    execute(HOURS)
    execute("SET session_replication_role = DEFAULT")
    checking.repair(reason="Signatures were made to be measured.")
    if report := checking.check().differences:
        raise RuntimeError(str(report))


def deltas(number: int) -> None:
    from groups.models import CommunityGroup

    made = (CommunityGroup(name=f"Group {each}", slug=f"group-to-fold-{each}") for each in range(GROUPS))
    CommunityGroup.objects.bulk_create(made)
    execute(DELTAS, number, number)


def fold() -> tuple[float, int]:
    from campaigns.services import counting

    started = time.perf_counter()
    folded = counting.fold()
    return time.perf_counter() - started, folded


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
