"""What search finds: each app says in AppConfig.ready() which of its things, and how a reader is shown them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Found:
    """What a reader is shown of one hit. `text` is what the excerpt is taken from."""

    title: str
    text: str = ""
    url: str = ""
    where: str = ""
    value: str = ""
    tel: str = ""
    source: str = ""


@dataclass(frozen=True)
class Searchable:
    kind: str  # in the address: ?kind=news
    label: Words  # of the filter, many of them
    tag: Words  # on a hit, one of them
    model: type[Model]  # and those made from it, unless one of them is registered itself
    readable: Callable[[list[int]], Iterable[Any]]  # of these primary keys, the rows that readers may see
    title: Callable[[Any], str]
    show: Callable[[list[Any]], list[Found]]  # those on one page of results, in their order
    # For what is in no index: the keys of those that have all of the words ("AND") or any of them ("OR"), best first.
    find: Callable[[Sequence[str], str], list[int]] | None = None


_searchables: list[Searchable] = []


def register(searchable: Searchable) -> None:
    _searchables.append(searchable)


def registered() -> list[Searchable]:
    return list(_searchables)
