"""What this app adds to search: groups, by their name and town."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from groups.models import CommunityGroup
from groups.models.group import CommunityGroupQuerySet
from pages import search

MOST = 200  # hits: whoever finds more types another word


def register() -> None:
    groups = _("Groups"), _("Group")
    search.register(search.Searchable("groups", *groups, CommunityGroup, readable, title_of, show, found))


def found(words: Sequence[str]) -> dict[int, float]:
    """Those that have words which begin so, the most of them first."""
    begun = [Q(name__istartswith=word) | Q(name__icontains=f" {word}") | Q(town__istartswith=word) for word in words]
    number = sum((Case(When(each, then=1), default=0) for each in begun), Value(0))
    rows = CommunityGroup.objects.listed().filter(reduce(or_, begun)).annotate(number=number)
    best = rows.order_by("-number", "name").values_list("pk", "number")[:MOST]
    return {pk: number / len(words) for pk, number in best}


def readable(pks: list[int]) -> CommunityGroupQuerySet:
    return CommunityGroup.objects.listed().filter(pk__in=pks)


def title_of(group: CommunityGroup) -> str:
    return group.name


def show(rows: list[CommunityGroup]) -> list[search.Found]:
    return [search.Found(row.name, row.about, row.get_absolute_url(), row.town) for row in rows]
