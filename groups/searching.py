"""What this app adds to search: groups, by their name and town."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import CommunityGroup
from groups.models.group import CommunityGroupQuerySet
from pages import search

MOST = 200  # hits: whoever finds more types another word


def register() -> None:
    groups = _("Groups"), _("Group")
    search.register(search.Searchable("groups", *groups, CommunityGroup, readable, title_of, show, found))


def found(words: Sequence[str], operator: str) -> list[int]:
    """Those in which each word begins one of theirs (AND), or any does (OR), the most alike first."""
    wanted = Q() if operator == "AND" else Q(pk__in=[])
    for word in words:
        begins = Q(name__istartswith=word) | Q(name__icontains=f" {word}") | Q(town__istartswith=word)
        wanted = wanted & begins if operator == "AND" else wanted | begins
    rows = CommunityGroup.objects.listed().filter(wanted).values_list("pk", "name", "town")[:MOST] if words else []
    alike = {pk: sum(word.lower() in f"{name} {town}".lower() for word in words) for pk, name, town in rows}
    return sorted(alike, key=lambda pk: -alike[pk])


def readable(pks: list[int]) -> CommunityGroupQuerySet:
    return CommunityGroup.objects.listed().filter(pk__in=pks)


def title_of(group: CommunityGroup) -> str:
    return group.name


def show(rows: list[CommunityGroup]) -> list[search.Found]:
    return [search.Found(row.name, row.about, row.get_absolute_url(), row.town) for row in rows]
