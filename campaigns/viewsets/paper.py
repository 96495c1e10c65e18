"""Batches of sheets: a list, and what is done about one on screens of our own (campaigns/admin_views/paper.py)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from campaigns.admin_views import paper as screens
from campaigns.models import PaperBatch
from people.viewsets.listing import DayColumn, ListViewSet, MarkedIndexView


class BatchFilters(WagtailFilterSet):
    class Meta:
        model = PaperBatch
        fields = ["state", "petition"]


class BatchIndexView(MarkedIndexView):
    page_title = "Paper"
    template_name = "campaigns/admin/paper/index.html"

    def get_base_queryset(self) -> QuerySet[PaperBatch]:
        return PaperBatch.objects.select_related("petition", "group", "entered_by", "checked_by")

    @property
    def header_buttons(self) -> list[Any]:
        if not self.request.user.has_perm(screens.ENTER):
            return []
        return [HeaderButton("Enter sheets", url=reverse("paper_batches:enter"), icon_name="plus")]


class PaperBatchViewSet(ListViewSet):
    model = PaperBatch
    icon = "doc-full"
    menu_label = "Paper"
    index_view_class = BatchIndexView
    filterset_class = BatchFilters
    list_display = [
        TitleColumn(
            "batch", label="Batch", accessor="pk", get_url=lambda row: reverse("paper_batches:batch", args=[row.pk])
        ),
        Column("petition", label="Petition"),
        Column("group", label="Group"),
        Column("number", label="Lines"),
        Column("overlap", label="Likely online too", accessor=lambda row: row.overlap if row.sampled else ""),
        Column("state", label="State", accessor="get_state_display"),
        Column("entered_by", label="Entered by"),
        DayColumn("entered_at", label="Entered"),
        Column("checked_by", label="Checked by"),
    ]
    list_export = [
        "pk",
        "petition",
        "group",
        "constituency",
        "number",
        "sampled",
        "matched",
        "overlap",
        "state",
        "reason",
        "entered_by",
        "entered_at",
        "checked_by",
        "checked_at",
        "scan_digest",
    ]
    export_filename = "paper-batches"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("new/", screens.EnterView.as_view(), name="enter"),
            path("<int:pk>/", screens.BatchView.as_view(), name="batch"),
            path("<int:pk>/sample/", screens.SampleView.as_view(), name="sample"),
            path("<int:pk>/approve/", screens.ApproveView.as_view(), name="approve"),
            path("<int:pk>/refuse/", screens.RefuseView.as_view(), name="refuse"),
            path("<int:pk>/scan/", screens.ScanView.as_view(), name="scan"),
        ]
