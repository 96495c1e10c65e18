from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from campaigns.admin_forms.letter_positions import PositionFilters, PositionForm
from campaigns.admin_views import letter_positions as screens
from campaigns.letter_enums import Stand
from campaigns.models import Position
from campaigns.selectors import letter_dashboard
from people.viewsets.listing import DayColumn


class PositionIndexView(IndexView):
    template_name = "campaigns/admin/letters/positions.html"
    table_classname = "listing desk__list"
    page_title = "Positions of MPs"

    def get_base_queryset(self) -> QuerySet[Position]:
        return Position.objects.select_related("campaign", "representative__constituency", "noted_by")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "stands": self.chart()}

    def chart(self) -> dict[str, Any] | None:
        """How many MPs of each party stand where, of the campaign that the list is filtered by."""
        key = self.request.GET.get("campaign", "")
        campaign = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else None
        found = letter_dashboard.stands(campaign)
        rows = [[party, *(str(sums[stand]) for stand in Stand.values)] for party, sums in found]
        sums = [str(sum(numbers[stand] for _, numbers in found)) for stand in Stand.values]
        return {"data": [["Party", *Stand.labels], *rows, ["All", *sums]]} if rows else None

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm(screens.CHANGE):
            return list(super().header_buttons)
        paste = HeaderButton("Paste a table", reverse("mp_positions:paste"), icon_name="clipboard-list")
        return [*super().header_buttons, paste]


def page_of(position: Position) -> str:
    return reverse("mp_positions:edit", args=[position.pk])


class PositionViewSet(ModelViewSet):
    model = Position
    icon = "clipboard-list"
    menu_label = "Positions of MPs"
    index_view_class = PositionIndexView
    filterset_class = PositionFilters
    list_display = [
        TitleColumn("representative", label="MP", get_url=page_of, sort_key="representative__name"),
        Column("constituency", label="Constituency", accessor="representative.constituency"),
        Column("party", label="Party", accessor="representative.party", sort_key="representative__party"),
        Column("campaign", label="Campaign"),
        Column("stand", label="Stand", accessor="get_stand_display", sort_key="stand"),
        DayColumn("noted_on", label="Noted", sort_key="noted_on"),
    ]
    list_export = [
        "campaign",
        "representative",
        "representative.constituency",
        "representative.party",
        "stand",
        "evidence",
        "source_url",
        "noted_on",
    ]
    export_filename = "positions"
    search_fields = ["representative__name", "representative__constituency__name", "evidence"]
    list_per_page = 50
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[PositionForm]:
        return PositionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("paste/", screens.paste, name="paste")]
