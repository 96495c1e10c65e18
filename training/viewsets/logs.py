from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from training import permissions
from training.admin_views import logs


class LogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_review_logs(request.user)


class LogViewSet(ViewSet):
    """Training that leaders wrote down and staff look at."""

    icon = logs.ICON
    menu_label = logs.TITLE

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return LogMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", logs.index, name="index"),
            path("<int:pk>/confirm/", logs.ConfirmStep.as_view(), name="confirm"),
            path("<int:pk>/refuse/", logs.RefuseStep.as_view(), name="refuse"),
        ]
