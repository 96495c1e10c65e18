"""What this app adds to search: petitions, by what they ask."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from django.utils.translation import gettext_lazy as _

from campaigns.models import Petition
from campaigns.models.petition import PetitionQuerySet
from pages import outline, search
from pages.search import words

MOST = 1_000  # petitions, the latest
_stems: WeakKeyDictionary[outline.Outline, dict[int, frozenset[str]]] = WeakKeyDictionary()


def register() -> None:
    petitions = _("Petitions"), _("Petition")
    search.register(search.Searchable("petitions", *petitions, Petition, readable, title_of, show, found))


def found(asked: Sequence[str]) -> dict[int, float]:
    return search.shares({words.stem(word) for word in asked}, stems_of_petitions())


def stems_of_petitions() -> dict[int, frozenset[str]]:
    """Of what each asks and of whom, read once a generation as the outline is."""
    site = outline.current()
    if site not in _stems:
        rows = Petition.objects.published().values_list("pk", "title", "addressee", "wording")[:MOST]
        _stems[site] = {pk: stems_in(" ".join(texts)) for pk, *texts in rows}
    return _stems[site]


def stems_in(text: str) -> frozenset[str]:
    return frozenset(words.stem(word) for word in words.WORD.findall(text.lower()))


def readable(pks: list[int]) -> PetitionQuerySet:
    return Petition.objects.published().filter(pk__in=pks)


def title_of(petition: Petition) -> str:
    return petition.title


def show(rows: list[Petition]) -> list[search.Found]:
    return [search.Found(row.title, row.wording, row.get_absolute_url(), row.addressee) for row in rows]
