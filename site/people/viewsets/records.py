"""Lists of what is only ever added: legal holds, who looked at what, merges."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django_filters import BooleanFilter, DateFromToRangeFilter, ModelChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permissions import ModelPermissionPolicy

from people.admin_views import merges
from people.models import AccessRecord, LegalHold, Merge, Person, User
from people.services import merging
from people.viewsets.listing import DayColumn, ListViewSet, MarkedIndexView, MomentColumn, OnlyLookedAt


def page_of(person_id: int | None) -> str | None:
    return reverse("desk_people:person", args=[person_id]) if person_id else None


class PersonColumn(TitleColumn):
    """A person by number, with the way to their page: lists hold no names."""

    empty_value_display = "-"

    def get_value(self, instance: Any) -> str:
        number = getattr(instance, f"{self.name}_id")
        return f"Person {number}" if number else ""

    def get_link_url(self, instance: Any, parent_context: Any) -> str | None:
        return page_of(getattr(instance, f"{self.name}_id"))


class HoldFilters(WagtailFilterSet):
    in_force = BooleanFilter("lifted_at", lookup_expr="isnull", label="In force")

    class Meta:
        model = LegalHold
        fields = ["in_force"]


class HoldIndexView(MarkedIndexView):
    page_title = "Legal holds"

    def get_base_queryset(self) -> QuerySet[LegalHold]:
        return LegalHold.objects.select_related("person", "placed_by", "lifted_by").order_by("-placed_at")


class HoldViewSet(ListViewSet):
    """Why each was placed stands on the person's page, where it is placed and lifted."""

    model = LegalHold
    icon = "lock"
    menu_label = "Legal holds"
    index_view_class = HoldIndexView
    filterset_class = HoldFilters
    list_display = [
        PersonColumn("person", label="Person"),
        DayColumn("placed_at", label="Placed"),
        Column("placed_by", label="By"),
        DayColumn("lifted_at", label="Lifted"),
        Column("lifted_by", label="By"),
    ]
    list_export = ["person", "placed_at", "placed_by", "lifted_at", "lifted_by"]
    export_filename = "legal-holds"


class AccessFilters(WagtailFilterSet):
    by = ModelChoiceFilter(queryset=User.objects.filter(pk__in=AccessRecord.objects.values("by")), label="Who")
    at = DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)

    class Meta:
        model = AccessRecord
        fields = ["action", "by", "at"]


class AccessIndexView(MarkedIndexView):
    page_title = "Access log"

    def get_base_queryset(self) -> QuerySet[AccessRecord]:
        return AccessRecord.objects.select_related("by", "person")


class AccessViewSet(ListViewSet):
    model = AccessRecord
    icon = "history"
    menu_label = "Access log"
    index_view_class = AccessIndexView
    filterset_class = AccessFilters
    list_display = [
        MomentColumn("at", label="When"),
        Column("by", label="Who"),
        Column("action", label="What", accessor="get_action_display"),
        PersonColumn("person", label="Person"),
        Column("reason", label="Reason"),
    ]
    list_export = ["at", "by", "get_action_display", "person", "reason"]
    export_headings = {"get_action_display": "What"}
    export_filename = "access-log"


def state_of(merge: Merge) -> str:
    if merge.undone_at:
        return "Undone"
    return "Final" if merge.final else f"Can be undone until {merging.undo_until(merge):%-d %B %Y}"


class MergeIndexView(MarkedIndexView):
    page_title = "Merges"

    def get_base_queryset(self) -> QuerySet[Merge]:
        return Merge.objects.select_related("kept", "gone", "merged_by").order_by("-merged_at")


class MergeViewSet(ListViewSet):
    model = Merge
    icon = "group"
    menu_label = "Merges"
    index_view_class = MergeIndexView
    list_display = [
        PersonColumn("kept", label="Kept"),
        PersonColumn("gone", label="Merged into it"),
        DayColumn("merged_at", label="Merged"),
        Column("merged_by", label="By"),
        Column("state", label="State", accessor=state_of),
    ]
    list_export = ["kept", "gone", "merged_at", "merged_by", "undone_at"]
    export_filename = "merges"

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return OnlyLookedAt(Person)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/undo/", merges.UndoStep.as_view(), name="undo")]

    def register_admin_url_finder(self) -> Any:
        """Its policy is that of people, whose pages Wagtail must not look for among merges."""
