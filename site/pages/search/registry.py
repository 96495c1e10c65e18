"""What search finds: each app says in AppConfig.ready() which of its things, and how a reader is shown them."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
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
class Beside:
    """Things in no index, few enough for their words to be kept in memory."""

    rows: Callable[[], QuerySet[Any]]  # annotated with `row`, a key, and `said`, its text; neither cut nor ordered
    words: Callable[[str], Iterable[str]]  # of such a text, and of what is asked: those that are alike are equal


@dataclass(frozen=True)
class Searchable:
    kind: str  # in the address: ?kind=news
    label: Words  # of the filter, many of them
    tag: Words  # on a hit, one of them
    model: type[Model]  # and those made from it, unless one of them is registered itself
    readable: Callable[[list[int]], Iterable[Any]]  # of these primary keys, the rows that readers may see
    title: Callable[[Any], str]
    show: Callable[[list[Any]], list[Found]]  # those on one page of results, in their order
    # For what is in no index: its words, where it is few; else a search of its own, which finds the keys of those that
    # have any of the words, best first, with the share that each has.
    find: Callable[[Sequence[str]], dict[int, float]] | None = None
    beside: Beside | None = None


def shares(wanted: Set[str], words: Mapping[int, Set[str]]) -> dict[int, float]:
    """Of the words that are wanted, how much each row has, for those that have any; the most first."""
    shared = {pk: len(wanted & known) / len(wanted) for pk, known in words.items() if wanted & known}
    return dict(sorted(shared.items(), key=lambda item: -item[1]))


_searchables: list[Searchable] = []


def register(searchable: Searchable) -> None:
    _searchables.append(searchable)


def registered() -> list[Searchable]:
    return list(_searchables)
