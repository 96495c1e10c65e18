from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from training import permissions
from training.admin_views import attendance


class AttendanceMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_keep_sessions(request.user)


class AttendanceViewSet(ViewSet):
    """How sessions were attended."""

    icon = attendance.ICON
    menu_label = attendance.TITLE

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return AttendanceMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", attendance.page, name="index"),
            path("csv/", attendance.take, {"kind": "csv"}, name="csv"),
            path("xlsx/", attendance.take, {"kind": "xlsx"}, name="xlsx"),
        ]
