from typing import Any

from django.db.models import F, QuerySet
from django.urls import URLPattern, path
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.permissions import ModelPermissionPolicy

from people.admin_views import requests
from people.models import DataRequest
from people.models.desk import DataRequestQuerySet
from people.viewsets.listing import DayColumn, ListViewSet, MarkedIndexView, NeverDeleted

STATES = {"open": "Open", "overdue": "Overdue", "closed": "Closed"}


class RequestFilters(WagtailFilterSet):
    state = ChoiceFilter(label="State", choices=list(STATES.items()), empty_label="All", method="in_state")

    class Meta:
        model = DataRequest
        fields = ["kind", "state"]

    def in_state(self, queryset: DataRequestQuerySet, name: str, value: str) -> DataRequestQuerySet:
        if value == "closed":
            return queryset.exclude(closed_at=None)
        return queryset.overdue() if value == "overdue" else queryset.open()


class ClockColumn(Column):
    cell_template_name = "admin/people/clock_cell.html"

    def get_value(self, instance: DataRequest) -> dict[str, Any]:
        return requests.clock(instance)


class RequestIndexView(MarkedIndexView):
    page_title = "Requests"
    add_item_label = "New request"

    def get_base_queryset(self) -> QuerySet[DataRequest]:
        return DataRequest.objects.select_related("handled_by").defer("contact", "details", "outcome")

    def get_list_buttons(self, instance: DataRequest) -> list[Any]:
        return []  # its reference leads to its screen, where all that can be done about it is


class RequestViewSet(ListViewSet):
    """Requests and complaints, the one that is due first on top. The words of each are on its own screen alone."""

    model = DataRequest
    icon = "mail"
    menu_label = "Requests"
    index_view_class = RequestIndexView
    list_display = [
        "reference",
        "kind",
        ClockColumn("clock", label="Time left"),
        DayColumn("due_on", label="Last day"),
        "handled_by",
    ]
    list_export = [
        "reference",
        "get_kind_display",
        "received_at",
        "due_on",
        "acknowledged_at",
        "closed_at",
        "handled_by",
    ]
    export_headings = {"get_kind_display": "Kind"}
    export_filename = "requests"
    filterset_class = RequestFilters
    ordering = (F("closed_at").desc(nulls_first=True), "due_on", "pk")

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return NeverDeleted(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("new/", requests.add, name="add"),
            path("<int:pk>/", requests.page, name="edit"),
            path("<int:pk>/acknowledge/", requests.AcknowledgeStep.as_view(), name="acknowledge"),
            path("<int:pk>/assign/", requests.AssignStep.as_view(), name="assign"),
            path("<int:pk>/identify/", requests.IdentifyStep.as_view(), name="identify"),
            path("<int:pk>/note/", requests.NoteStep.as_view(), name="note"),
            path("<int:pk>/extend/", requests.ExtendStep.as_view(), name="extend"),
            path("<int:pk>/close/", requests.CloseStep.as_view(), name="close"),
        ]
