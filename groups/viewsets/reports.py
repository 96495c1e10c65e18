from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from groups import permissions
from groups.admin_views import reports


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_review(request.user)


class ReportViewSet(ViewSet):
    """Invitations that their reader did not want."""

    icon = reports.ICON
    menu_label = reports.TITLE

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return ReportMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", reports.index, name="index"),
            path("<int:pk>/dismiss/", reports.DismissStep.as_view(), name="dismiss"),
            path("<int:pk>/stop/", reports.StopStep.as_view(), name="stop"),
            path("<int:pk>/lift/", reports.LiftStep.as_view(), name="lift"),
        ]
