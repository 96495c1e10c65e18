"""Lists across all groups: who leads them, and every step that was taken."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from groups.enums import LEADING, GroupState, Role
from groups.models import Change, Membership
from groups.selectors import directory, overseeing
from mail.viewsets import BoundedPaginator
from people.models import User
from people.viewsets.listing import DayColumn, ListViewSet, MarkedIndexView, MomentColumn

ROLES = [(role.value, role.label) for role in Role if role in LEADING]
STATES = [choice for choice in GroupState.choices if choice[0] != GroupState.DRAFT]


class GroupColumn(TitleColumn):
    def get_value(self, instance: Any) -> str:
        return instance.group.name or f"Group {instance.group_id}"

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("community_groups:page", args=[instance.group_id])


class SignInColumn(DayColumn):
    def get_value(self, instance: Any) -> str:
        return super().get_value(instance) or "Never"


class LeaderFilters(WagtailFilterSet):
    role = django_filters.ChoiceFilter(label="Role", choices=ROLES, empty_label="All")
    region = django_filters.ChoiceFilter(
        label="Nation or region", choices=directory.regions, empty_label="All", method="lies_in"
    )
    never = django_filters.BooleanFilter("person__user__last_login", lookup_expr="isnull", label="Never signed in")

    class Meta:
        model = Membership
        fields = ["role", "region", "never"]

    def lies_in(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(directory.in_region(value, group="group__"))


class LeaderIndexView(MarkedIndexView):
    page_title = "Leaders"
    default_ordering = "person__name"

    def get_base_queryset(self) -> QuerySet[Any]:
        return overseeing.leading()


def leader_of(held: Any) -> str:
    return held.person.name or "No name"


class LeaderViewSet(ListViewSet):
    model = Membership
    icon = "user"
    menu_label = "Leaders"
    index_view_class = LeaderIndexView
    filterset_class = LeaderFilters
    search_fields = ["person__name", "group__name"]
    list_display = [
        Column("name", label="Name", accessor=leader_of, sort_key="person__name"),
        GroupColumn("group", label="Group", sort_key="group__name"),
        Column("role", label="Role", accessor="get_role_display"),
        DayColumn("since", label="Since", sort_key="since"),
        SignInColumn("signed_in", label="Last signed in", sort_key="signed_in"),
    ]
    list_export = ["person.name", "group", "get_role_display", "since", "signed_in"]
    export_headings = {"person.name": "Name", "get_role_display": "Role"}
    export_filename = "leaders-of-groups"


class StepFilters(WagtailFilterSet):
    by_user = django_filters.ModelChoiceFilter(
        label="By", queryset=User.objects.filter(pk__in=Change.objects.values("by_user"))
    )
    after = django_filters.ChoiceFilter(label="To", choices=STATES, empty_label="All")
    at = django_filters.DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)

    class Meta:
        model = Change
        fields = ["by_user", "after", "at"]


class StepIndexView(MarkedIndexView):
    page_title = "History of groups"
    paginator_class = BoundedPaginator

    def get_base_queryset(self) -> QuerySet[Change]:
        return overseeing.steps()


def author_of(change: Change) -> str:
    """Of the group's own people the list says no more: their names stand on its page."""
    if change.by_user is not None:
        return str(change.by_user)
    return "Somebody of the group" if change.by_person_id else "Nobody: it came by itself"


class StepViewSet(ListViewSet):
    model = Change
    icon = "history"
    menu_label = "History"
    index_view_class = StepIndexView
    filterset_class = StepFilters
    search_fields = ["group__name"]
    list_display = [
        MomentColumn("at", label="When"),
        GroupColumn("group", label="Group"),
        Column("before", label="From", accessor="get_before_display"),
        Column("after", label="To", accessor="get_after_display"),
        Column("by", label="By", accessor=author_of),
        Column("reason", label="Reason"),
    ]
    list_export = ["at", "group", "get_before_display", "get_after_display", "by_user", "reason"]
    export_headings = {"get_before_display": "From", "get_after_display": "To", "by_user": "By"}
    export_filename = "history-of-groups"
