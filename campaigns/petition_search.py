"""What this app adds to search: petitions, by what they ask."""

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from campaigns.models import Petition
from campaigns.models.petition import PetitionQuerySet
from pages import search
from pages.search import beside

MOST = 1_000  # petitions, the latest


def register() -> None:
    petitions = _("Petitions"), _("Petition")
    search.register(search.Searchable("petitions", *petitions, Petition, readable, title_of, show, beside=BESIDE))


def words_of_petitions() -> PetitionQuerySet:
    """What each asks, and of whom."""
    latest = Petition.objects.published().order_by("-created_at").values("pk")[:MOST]
    said = Concat("title", Value(" "), "addressee", Value(" "), "wording", output_field=TextField())
    return Petition.objects.filter(pk__in=latest).annotate(row=F("pk"), said=said)


BESIDE = search.Beside(words_of_petitions, beside.stems)


def readable(pks: list[int]) -> PetitionQuerySet:
    return Petition.objects.published().filter(pk__in=pks)


def title_of(petition: Petition) -> str:
    return petition.title


def show(rows: list[Petition]) -> list[search.Found]:
    return [search.Found(row.title, row.wording, row.get_absolute_url(), row.addressee) for row in rows]
