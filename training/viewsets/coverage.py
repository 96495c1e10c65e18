from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from training import permissions
from training.admin_views import coverage, dashboard


class NumbersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_see_awards(request.user)


class CoverageViewSet(ViewSet):
    """Where people know the signs."""

    icon = coverage.ICON
    menu_label = coverage.TITLE

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return NumbersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", coverage.page, name="index"), path("csv/", coverage.take, name="csv")]


class DashboardViewSet(ViewSet):
    """How training fares."""

    icon = dashboard.ICON
    menu_label = dashboard.TITLE

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return NumbersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", dashboard.page, name="index")]
