"""Hand-in packs: a list, and what is done with one on screens of our own (campaigns/admin_views/packs.py)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from campaigns.admin_views import packs as screens
from campaigns.models import HandInPack
from people.viewsets.listing import ListViewSet, MarkedIndexView, MomentColumn


class PackFilters(WagtailFilterSet):
    class Meta:
        model = HandInPack
        fields = ["petition", "state"]


class PackIndexView(MarkedIndexView):
    page_title = "Hand-in packs"
    template_name = "campaigns/admin/packs/index.html"

    def get_base_queryset(self) -> QuerySet[HandInPack]:
        return HandInPack.objects.select_related("petition", "asked_by")

    @property
    def header_buttons(self) -> list[Any]:
        if not self.request.user.has_perm(screens.ASK):
            return []
        return [HeaderButton("Make a pack", url=reverse("hand_in_packs:ask"), icon_name="plus")]


class HandInPackViewSet(ListViewSet):
    model = HandInPack
    icon = "download"
    menu_label = "Hand-in packs"
    index_view_class = PackIndexView
    filterset_class = PackFilters
    list_display = [
        TitleColumn(
            "pack", label="Pack", accessor="pk", get_url=lambda row: reverse("hand_in_packs:pack", args=[row.pk])
        ),
        Column("petition", label="Petition"),
        Column("state", label="State", accessor="get_state_display"),
        MomentColumn("asked_at", label="Asked for"),
        Column("asked_by", label="By"),
        Column("counted", label="Online"),
        Column("on_paper", label="On paper"),
    ]
    list_export = ["pk", "petition", "state", "asked_at", "asked_by", "finished_at", "counted", "on_paper", "digest"]
    export_filename = "hand-in-packs"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("new/", screens.AskView.as_view(), name="ask"),
            path("<int:pk>/", screens.PackView.as_view(), name="pack"),
            path("<int:pk>/archive/", screens.ArchiveView.as_view(), name="archive"),
        ]
