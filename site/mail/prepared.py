"""A question that is asked of the database again and again: Django writes its SQL once, and not each time."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import connection
from django.db.models import QuerySet

AT_ONCE = 20  # keys; with fewer the last of them is asked for more than once


class Prepared:
    """Rows about some keys. The query set must say the same whenever it is made, but for its keys."""

    def __init__(self, make: Callable[[Collection[int]], QuerySet[Any, Any]]) -> None:
        self.make = make
        self.written: dict[str, tuple[str, list[Any]]] = {}  # by the database's vendor

    def rows(self, keys: Collection[int]) -> list[tuple[Any, ...]]:
        """As the query set's values_list would return them, of columns that the database's driver understands."""
        found: list[tuple[Any, ...]] = []
        asked = sorted(keys)
        sql, parameters = self.sql() if asked else ("", [])
        with connection.cursor() as cursor:
            for start in range(0, len(asked), AT_ONCE):
                some = asked[start : start + AT_ONCE]
                places = [*some, *(some[-1:] * (AT_ONCE - len(some)))]
                cursor.execute(sql, [places[-each - 1] if is_place(each) else each for each in parameters])
                found += cursor.fetchall()
        return found

    def sql(self) -> tuple[str, list[Any]]:
        if connection.vendor not in self.written:
            query: Any = self.make([-place - 1 for place in range(AT_ONCE)]).query  # no key is negative
            sql, parameters = query.sql_with_params()
            self.written[connection.vendor] = sql, list(parameters)
        return self.written[connection.vendor]


def is_place(parameter: Any) -> bool:
    return isinstance(parameter, int) and not isinstance(parameter, bool) and -AT_ONCE <= parameter < 0
