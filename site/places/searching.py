"""What this app adds to search: constituencies, by their English and Welsh names."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pages import outline, search
from places import names
from places.models import Constituency

_names: WeakKeyDictionary[outline.Outline, dict[int, frozenset[str]]] = WeakKeyDictionary()


def register() -> None:
    constituencies = _("Constituencies"), _("Constituency")
    search.register(search.Searchable("constituencies", *constituencies, Constituency, readable, title_of, show, found))


def found(words: Sequence[str]) -> dict[int, float]:
    """In no index: so they are found on a fresh site, right after an import, and whatever the accents."""
    asked = {part for word in words for part in names.words(word)}
    return search.shares(asked, names_in_force())


def names_in_force() -> dict[int, frozenset[str]]:
    """The words of each name by the constituency's key, read once a generation as the outline is."""
    site = outline.current()
    if site not in _names:
        rows = Constituency.objects.current().values_list("pk", "name", "name_cy")
        _names[site] = {pk: frozenset(names.words(f"{name} {welsh}")) for pk, name, welsh in rows}
    return _names[site]


def readable(pks: list[int]) -> QuerySet[Constituency]:
    return Constituency.objects.select_related("country", "region").filter(pk__in=pks)


def title_of(constituency: Constituency) -> str:
    return constituency.name


def show(rows: list[Constituency]) -> list[search.Found]:
    return [search.Found(row.name, text=row.name_cy, url=row.get_absolute_url(), where=row.place) for row in rows]
