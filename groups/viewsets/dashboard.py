from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from groups import permissions
from groups.admin_views import dashboard


class DashboardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_see_groups(request.user)


class DashboardViewSet(ViewSet):
    """How all groups fare."""

    icon = "view"
    menu_label = "How groups fare"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return DashboardMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", dashboard.page, name="index")]
