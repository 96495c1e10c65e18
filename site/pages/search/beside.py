"""What is in no index: its words are read once a generation as the outline is, those of every kind in one query.

So it is found on a fresh site, right after an import, and as its own words are told apart.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db.models import CharField, QuerySet, Value

from pages import outline
from pages.search import registry, words
from pages.search.registry import Searchable

Known = dict[int, frozenset[str]]  # by the key of a row
_known: "WeakKeyDictionary[outline.Outline, dict[str, Known]]" = WeakKeyDictionary()


def found(asked: Sequence[str]) -> dict[str, dict[int, float]]:
    """By kind, the rows that have any of the words, and how much of them each has."""
    known = known_words()
    return {each.kind: registry.shares(told(each, " ".join(asked)), known.get(each.kind, {})) for each in kinds()}


def kinds() -> list[Searchable]:
    return [each for each in registry.registered() if each.beside]


def told(searchable: Searchable, text: str) -> frozenset[str]:
    return frozenset(searchable.beside.words(text)) if searchable.beside else frozenset()


def known_words() -> dict[str, Known]:
    site = outline.current()
    if site not in _known:
        _known[site] = read()
    return _known[site]


def read() -> dict[str, Known]:
    """A row may come several times, each time with some of its words."""
    by_kind = {each.kind: each for each in kinds()}
    known: dict[str, dict[int, frozenset[str]]] = defaultdict(lambda: defaultdict(frozenset))
    queries = [rows_of(each) for each in by_kind.values()]
    if queries:
        for kind, row, said in queries[0].union(*queries[1:], all=True):
            known[kind][row] |= told(by_kind[kind], said)
    return known


def rows_of(searchable: Searchable) -> QuerySet[Any, Any]:
    rows = searchable.beside.rows() if searchable.beside else searchable.model._default_manager.none()
    told_apart: QuerySet[Any, Any] = rows.annotate(kind=Value(searchable.kind, CharField())).order_by()
    return told_apart.values_list("kind", "row", "said")


def stems(text: str) -> frozenset[str]:
    return frozenset(words.stem(word) for word in words.WORD.findall(text.lower()))
