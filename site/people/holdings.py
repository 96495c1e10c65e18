"""What the platform holds about a person: every app says it here, in AppConfig.ready().

So showing, exporting and erasing reach the apps above this one without importing them. A test fails when a model
points at Person or Address and is in no holding.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from people.models import Person


@dataclass(frozen=True)
class Holding:
    model: type[Model]
    title: str
    retention: str  # one sentence: how long it is kept, as data-protection.md says it
    rows: Callable[[Person], QuerySet[Any]]
    export: Callable[[Any], dict[str, Any]]  # one row as plain values
    erase: Callable[[Person], int]  # blanks what names the person, keeps counts right; returns how many rows changed


_holdings: list[Holding] = []


def register(holding: Holding) -> None:
    _holdings.append(holding)


def registered() -> list[Holding]:
    return list(_holdings)


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything held about the person, as plain values under each holding's title."""
    return {holding.title: [holding.export(row) for row in holding.rows(person)] for holding in _holdings}
