"""What belongs to a group and goes with it when it becomes part of another: a registry that each app fills in ready().

A test finds every column that points at a group and stands neither here nor among those that stay.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from groups.models import CommunityGroup


class Ended(NamedTuple):
    """Rows of the group that goes which may not be there twice, how they end, and how they were before."""

    rows: QuerySet[Any]
    ends: dict[str, Any]
    before: dict[str, Any]


def none_ends(kept: CommunityGroup, gone: CommunityGroup, at: datetime) -> None:
    return None


def do_nothing(*_: Any) -> None:
    return None


@dataclass(frozen=True)
class Belonging:
    title: str
    model: type[Model]
    field: str = "group"
    ended: Callable[[CommunityGroup, CommunityGroup, datetime], Ended | None] = none_ends
    lock: Callable[[CommunityGroup], None] = do_nothing  # its rows, before the groups themselves are locked
    moved: Callable[[list[int], CommunityGroup, CommunityGroup], None] = do_nothing  # keys, from, to: after they moved
    is_first: bool = False  # before the group that goes takes its step

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field}"

    def rows(self, group: CommunityGroup) -> QuerySet[Any]:
        return self.model._default_manager.filter(**{self.field: group})


_belongings: dict[str, Belonging] = {}
_staying: dict[str, str] = {}


def register(*belongings: Belonging) -> None:
    for belonging in belongings:
        _belongings[belonging.key] = belonging


def leave(reasons: dict[str, str]) -> None:
    """What stays with the group that goes, each with the reason."""
    _staying.update(reasons)


def registered() -> list[Belonging]:
    return list(_belongings.values())


def find(key: str) -> Belonging | None:
    return _belongings.get(key)


def staying() -> dict[str, str]:
    return dict(_staying)


def pointing_here() -> Iterator[tuple[type[Model], str]]:
    """Every column of any table that points at a group."""
    for relation in CommunityGroup._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.related_model, relation.field.name  # type: ignore[misc,union-attr]
