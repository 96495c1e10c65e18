"""What this app adds to search: constituencies, by their English and Welsh names."""

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from pages import search
from places import names
from places.models import Constituency


def register() -> None:
    seats = _("Constituencies"), _("Constituency")
    search.register(search.Searchable("constituencies", *seats, Constituency, readable, title_of, show, beside=BESIDE))


def names_in_force() -> QuerySet[Constituency]:
    return Constituency.objects.current().annotate(row=F("pk"), said=Concat("name", Value(" "), "name_cy"))


BESIDE = search.Beside(names_in_force, names.words)  # whatever the accents


def readable(pks: list[int]) -> QuerySet[Constituency]:
    return Constituency.objects.select_related("country", "region").filter(pk__in=pks)


def title_of(constituency: Constituency) -> str:
    return constituency.name


def show(rows: list[Constituency]) -> list[search.Found]:
    return [search.Found(row.name, text=row.name_cy, url=row.get_absolute_url(), where=row.place) for row in rows]
