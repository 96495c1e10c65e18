"""Print runs: a list, and what is done with one on screens of our own."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from campaigns.admin_views import letter_print_runs as screens
from campaigns.models import PrintRun
from campaigns.services import print_runs
from people.viewsets.listing import DayColumn, ListViewSet, MarkedIndexView, MomentColumn


class RunFilters(WagtailFilterSet):
    class Meta:
        model = PrintRun
        fields = ["state"]


class RunIndexView(MarkedIndexView):
    page_title = screens.TITLE
    template_name = "campaigns/admin/letters/print_runs.html"

    def get_base_queryset(self) -> QuerySet[PrintRun]:
        return PrintRun.objects.select_related("asked_by", "posted_by")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(*args, **kwargs),
            "to_print": print_runs.to_print().count(),
            "may_ask": self.request.user.has_perm(screens.ASK),
        }


class PrintRunViewSet(ListViewSet):
    model = PrintRun
    icon = "doc-full-inverse"
    menu_label = screens.TITLE
    index_view_class = RunIndexView
    filterset_class = RunFilters
    list_display = [
        TitleColumn("run", label="Run", accessor="pk", get_url=lambda row: reverse("print_runs:page", args=[row.pk])),
        Column("number", label="Letters"),
        Column("state", label="State", accessor="get_state_display"),
        MomentColumn("asked_at", label="Asked for"),
        Column("asked_by", label="By", accessor=lambda row: row.asked_by or "the daily run"),
        DayColumn("posted_on", label="Posted"),
        Column("posted_by", label="By"),
    ]
    list_export = ["pk", "number", "state", "asked_at", "asked_by", "ready_at", "posted_on", "posted_by", "error"]
    export_filename = "print-runs"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("new/", screens.AskView.as_view(), name="ask"),
            path("<int:pk>/", screens.RunView.as_view(), name="page"),
            path("<int:pk>/again/", screens.AgainView.as_view(), name="again"),
            path("<int:pk>/file/", screens.FileView.as_view(), name="file"),
            path("<int:pk>/posted/", screens.PostedStep.as_view(), name="posted"),
        ]
