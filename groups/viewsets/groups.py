"""Every group in a list that is filtered by what is the matter with it, and the screens about one."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from groups.admin_views import group_page
from groups.enums import Criterion, GroupKind, GroupState, Health
from groups.models import CommunityGroup
from groups.selectors import directory, overseeing
from groups.viewsets.exporting import ExportedIndexView
from people.viewsets.listing import DayColumn, ListViewSet

STATES = [choice for choice in GroupState.choices if choice[0] != GroupState.DRAFT]
SECOND, SAFEGUARDING, AGREEMENT = "second", "safeguarding", "agreement"
LACKING = [
    (SECOND, "A second leader"),
    (SAFEGUARDING, "A safeguarding lead"),
    (AGREEMENT, "The agreement in force"),
]
WITHOUT = {
    SECOND: overseeing.without_second_leader,
    SAFEGUARDING: overseeing.without_safeguarding_lead,
    AGREEMENT: overseeing.with_old_agreement,
}


def page_of(group: CommunityGroup) -> str:
    return reverse("community_groups:page", args=[group.pk])


def name_of(group: CommunityGroup) -> str:
    return group.name or f"Group {group.pk}, which has no name yet"


def health_of(group: CommunityGroup) -> str:
    return group.get_health_display() if group.state == GroupState.APPROVED else ""


class GroupFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="State", choices=STATES, empty_label="All")
    health = django_filters.ChoiceFilter(label="Health", choices=Health.choices, empty_label="All", method="fares")
    kind = django_filters.ChoiceFilter(label="Kind", choices=GroupKind.choices, empty_label="All")
    region = django_filters.ChoiceFilter(
        label="Nation or region", choices=directory.regions, empty_label="All", method="lies_in"
    )
    failing = django_filters.ChoiceFilter(
        label="Not in order", choices=Criterion.choices, empty_label="All", method="fails"
    )
    lacking = django_filters.ChoiceFilter(label="Without", choices=LACKING, empty_label="All", method="lacks")

    class Meta:
        model = CommunityGroup
        fields = ["state", "health", "kind", "region", "failing", "lacking"]

    def fares(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Health is that of approved groups alone."""
        return rows.filter(state=GroupState.APPROVED, health=value)

    def lies_in(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(directory.in_region(value))

    def fails(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return overseeing.failing(rows, Criterion(value), on=timezone.localdate())

    def lacks(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return WITHOUT[value](rows)


class GroupIndexView(ExportedIndexView):
    page_title = "Groups"

    def get_base_queryset(self) -> QuerySet[Any]:
        return overseeing.overview()


class CommunityGroupViewSet(ListViewSet):
    model = CommunityGroup
    icon = "group"
    menu_label = "All groups"
    index_view_class = GroupIndexView
    filterset_class = GroupFilters
    search_fields = ["name", "town"]
    list_display = [
        TitleColumn("name", label="Group", accessor=name_of, get_url=page_of, sort_key="name"),
        Column("state", label="State", accessor="get_state_display"),
        Column("health", label="Health", accessor=health_of),
        Column("kind", label="Kind", accessor="get_kind_display"),
        Column("place", label="Nation or region"),
        Column("leaders_now", label="Leaders"),
        DayColumn("last_activity_on", label="Last activity"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", group_page.page, name="page"),
            path("<int:pk>/note/", group_page.NoteStep.as_view(), name="note"),
        ]
