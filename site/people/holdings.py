"""What the platform holds about a person: every app says it here, in AppConfig.ready().

So showing, exporting, merging and erasing reach the apps above this one without importing them. A test fails when a
model points at Person or Address and is in no holding.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.text import slugify

from people.models import Person


@dataclass(frozen=True)
class Withdrawal:
    """What somebody may take back themselves, on the page of their own data."""

    label: str  # of its button, such as "Withdraw this signature"
    may: Callable[[Any], bool]  # whether this row can still be taken back
    do: Callable[[Person, int], bool]  # the person and the key of the row; False where it was not theirs or is gone
    warning: str = ""  # beside the button


@dataclass(frozen=True)
class Deed:
    """Something else that its owner may do to a row there, such as taking a name off a page."""

    name: str  # what its form sends
    label: str
    may: Callable[[Any], bool]
    do: Callable[[Person, int], bool]  # as of a withdrawal


class Link(NamedTuple):
    label: str
    address: str


def no_links(row: Any, number: int) -> list[Link]:
    return []


def nothing_more(keys: list[Any], source: Person, target: Person) -> None:
    return None


@dataclass(frozen=True)
class Holding:
    model: type[Model]
    title: str
    retention: str  # one sentence: how long it is kept, as data-protection.md says it
    rows: Callable[[Person], Iterable[Any]]  # in one query at most: a page shows every holding
    export: Callable[[Any], dict[str, Any]]  # one row as plain values
    erase: Callable[[Person], int]  # blanks what names the person, keeps counts right; returns how many rows changed
    moves: str = ""  # the field that names the person, where a merge of two people moves the rows; else nothing moves
    withdrawal: Withdrawal | None = None
    why: str = ""  # one sentence for its owner: what it is kept for
    stays: str = ""  # one sentence: what is left of it once the person is erased; empty where nothing is
    deeds: tuple[Deed, ...] = ()
    links: Callable[[Any, int], list[Link]] = no_links  # beside a row; `number` is its record's in addresses
    moved: Callable[[list[Any], Person, Person], None] = nothing_more  # keys, from, to: after a merge or its undoing

    @property
    def slug(self) -> str:
        return slugify(self.title)


_holdings: list[Holding] = []


def register(*holdings: Holding) -> None:
    """Titles must differ: exports and the list of what a merge moved go by them."""
    taken = {holding.title for holding in _holdings}
    for holding in holdings:
        if holding.title in taken:
            raise ValueError(f"Two holdings are called {holding.title}.")
        taken.add(holding.title)
    _holdings.extend(holdings)


def registered() -> list[Holding]:
    return list(_holdings)


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything held about the person, as plain values under each holding's title."""
    return {holding.title: [holding.export(row) for row in holding.rows(person)] for holding in _holdings}


def heading(key: str) -> str:
    """What a key of an exported row is called on a page."""
    return key.replace("_", " ").capitalize()
