"""The search itself: what the index answers, sorted by kind and made one list."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils.safestring import SafeString

from pages import outline
from pages.search import beside, index, registry, words
from pages.search.registry import Searchable
from pages.search.words import Asked

MOST = 100  # hits of a kind: whoever finds more asks more exactly
Others = dict[str, dict[int, float]]  # by kind, what was found beside the index, and how much of the words it has


class Hit(NamedTuple):
    closeness: int  # of its title to the question, 0 the closest
    place: int  # among those of its kind that are as close, as the database ranks them
    searchable: Searchable
    row: Any


class Result(NamedTuple):
    """A hit as a template shows it; title and excerpt are HTML with the words marked."""

    found: registry.Found
    tag: registry.Words
    title: SafeString
    excerpt: SafeString


@dataclass(frozen=True)
class Answer:
    asked: Asked
    hits: list[Hit]
    loosely: bool = False  # nothing has all the words, these have some

    def of_kind(self, kind: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.searchable.kind == kind] if kind else self.hits

    def counts(self) -> dict[str, int]:
        return Counter(hit.searchable.kind for hit in self.hits)


def find(asked: Asked) -> Answer:
    if not asked.words:
        return Answer(asked, [])
    others = beside.found(asked.words)
    others |= {each.kind: each.find(asked.words) for each in registry.registered() if each.find}
    if hits := matches(asked, "AND", others):
        return Answer(asked, hits)
    return Answer(asked, matches(asked, "OR", others) if len(asked.words) > 1 else [], loosely=True)


def matches(asked: Asked, operator: index.Operator, others: Others) -> list[Hit]:
    """Titles that say what was asked first; among equals the best of every kind in turn.

    Ranks of different kinds can't be compared, so their places are: the first of each, then the second of each.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for entry in index.entries(asked.words, operator):
        if searchable := searchable_of(entry.content_type):
            found[searchable.kind].append(entry.pk)
    least = 1 if operator == "AND" else 0
    found |= {kind: [pk for pk, share in shares.items() if share >= least] for kind, shares in others.items()}
    hits = [hit for each in registry.registered() for hit in hits_of(each, found[each.kind], asked)]
    return sorted(hits, key=lambda hit: hit[:2])


def searchable_of(content_type: int) -> Searchable | None:
    """The one registered for this model or, failing that, for the nearest model that it is made from."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    ours = [each for each in registry.registered() if model is not None and issubclass(model, each.model)]
    return max(ours, key=lambda each: len(each.model.__mro__), default=None)


def hits_of(searchable: Searchable, pks: list[int], asked: Asked) -> Iterator[Hit]:
    rows = {row.pk: row for row in searchable.readable(pks)} if pks else {}
    places: Counter[int] = Counter()
    for pk in [pk for pk in pks if pk in rows][:MOST]:
        close = closeness(searchable.title(rows[pk]), asked)
        yield Hit(close, places[close], searchable, rows[pk])
        places[close] += 1


def closeness(title: str, asked: Asked) -> int:
    if title.lower() == asked.text.lower():
        return 0
    return 1 if words.stems_in(title, asked.stems) == asked.stems else 2


def shown(hits: list[Hit], asked: Asked) -> list[Result]:
    """One page of hits, each kind's made ready together."""
    ready: dict[tuple[str, int], registry.Found] = {}
    for searchable in registry.registered():
        rows = [hit.row for hit in hits if hit.searchable is searchable]
        found = searchable.show(rows) if rows else []
        ready |= {(searchable.kind, row.pk): each for row, each in zip(rows, found, strict=True)}
    return [result(ready[hit.searchable.kind, hit.row.pk], hit.searchable, asked) for hit in hits]


def result(found: registry.Found, searchable: Searchable, asked: Asked) -> Result:
    stems = asked.stems
    return Result(found, searchable.tag, words.marked(found.title, stems), words.excerpt(found.text, stems))


def suggestions(asked: Asked) -> list[str]:
    return words.alike(asked, [page.title for page in outline.current().pages.values()])
