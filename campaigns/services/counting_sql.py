"""Folding as one statement of PostgreSQL's: it marks deltas as folded and adds what it marked to every total."""

from collections.abc import Iterable
from typing import Protocol


class Level(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def table(self) -> str: ...
    @property
    def key(self) -> str: ...


TAKEN = """
WITH taken AS (
    UPDATE campaigns_signaturedelta SET folded = true WHERE id = ANY(ARRAY(
        SELECT id FROM campaigns_signaturedelta WHERE NOT folded AND petition_id = ANY(%s) ORDER BY id LIMIT %s
    ))
    RETURNING petition_id, constituency_id, country, group_id, amount, date_trunc('hour', created_at, 'UTC') AS hour
)"""
# Fewer is an update of its own: the row that an insert proposes is checked for a negative count before it is found
# to be there already. It always is, since no total falls below what was added to it.
AT_LEVEL = """, by_{name} AS (
    SELECT petition_id, {key} AS key, sum(amount) AS change FROM taken WHERE {key} IS NOT NULL GROUP BY 1, 2
), more_by_{name} AS (
    INSERT INTO {table} (petition_id, {key}, counted) SELECT petition_id, key, change FROM by_{name} WHERE change > 0
    ON CONFLICT (petition_id, {key}) DO UPDATE SET counted = {table}.counted + excluded.counted
), fewer_by_{name} AS (
    UPDATE {table} AS total SET counted = total.counted + by_{name}.change FROM by_{name}
    WHERE by_{name}.change < 0 AND total.petition_id = by_{name}.petition_id AND total.{key} = by_{name}.key
)"""
BY_HOUR = """, by_hour AS (
    INSERT INTO campaigns_hourtotal (petition_id, hour, change)
    SELECT petition_id, hour, sum(amount) FROM taken GROUP BY 1, 2
    ON CONFLICT (petition_id, hour) DO UPDATE SET change = campaigns_hourtotal.change + excluded.change
)"""
IN_ALL = """, petition AS (
    SELECT petition_id, sum(amount) AS change,
        coalesce(sum(amount) FILTER (WHERE constituency_id IS NULL), 0) AS seatless,
        coalesce(sum(amount) FILTER (WHERE group_id IS NULL), 0) AS groupless
    FROM taken GROUP BY 1
), in_all AS (
    UPDATE campaigns_petitiontotal AS total SET
        counted = total.counted + petition.change,
        without_constituency = total.without_constituency + petition.seatless,
        without_group = total.without_group + petition.groupless,
        folded_at = %s
    FROM petition WHERE total.petition_id = petition.petition_id
)
SELECT count(*) FROM taken"""


def fold(levels: Iterable[Level]) -> str:
    """Its parameters: the petitions, how many deltas at most, and now."""
    at_levels = "".join(AT_LEVEL.format(name=level.name, table=level.table, key=level.key) for level in levels)
    return TAKEN + at_levels + BY_HOUR + IN_ALL
