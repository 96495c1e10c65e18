from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.admin_views import letter_dashboard as screens
from campaigns.admin_views.letter_screens import SEE


class DashboardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(SEE))


class LetterDashboardViewSet(ViewSet):
    """How letters fare."""

    icon = "view"
    menu_label = screens.TITLE

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return DashboardMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", screens.page, name="index"),
            path("csv/", screens.take, {"kind": "csv"}, name="csv"),
            path("xlsx/", screens.take, {"kind": "xlsx"}, name="xlsx"),
        ]
