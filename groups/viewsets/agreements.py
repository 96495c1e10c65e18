from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from groups import permissions
from groups.admin_views import agreements as screens
from groups.models import Agreement
from groups.selectors import agreements
from people.viewsets.listing import DayColumn, ListViewSet, MarkedIndexView


class PublishedColumn(DayColumn):
    def get_value(self, instance: Any) -> str:
        return super().get_value(instance) or "Draft"


class AgreementIndexView(MarkedIndexView):
    page_title = "Agreement"
    template_name = "groups/admin/agreements.html"

    def get_base_queryset(self) -> QuerySet[Agreement]:
        return agreements.every()

    @property
    def header_buttons(self) -> list[Any]:
        if not permissions.may_write_agreements(self.request.user):
            return []
        return [HeaderButton("Write the next version", url=reverse("group_agreements:new"), icon_name="plus")]


class AgreementViewSet(ListViewSet):
    """What groups agree to. The newest that is published is in force."""

    model = Agreement
    icon = screens.ICON
    menu_label = "Agreement"
    index_view_class = AgreementIndexView
    list_display = [
        TitleColumn("version", label="Version", accessor=screens.title_of, get_url=screens.page_of),
        Column("what_changed", label="What changed"),
        PublishedColumn("published_at", label="Published"),
        Column("agreed", label="Groups that agreed"),
        Column("created_by", label="Written by"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("new/", screens.DraftStep.as_view(), name="new"),
            path("<int:pk>/", screens.page, name="page"),
            path("<int:pk>/change/", screens.ChangeStep.as_view(), name="change"),
            path("<int:pk>/publish/", screens.PublishStep.as_view(), name="publish"),
        ]
