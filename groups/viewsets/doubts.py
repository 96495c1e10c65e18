from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from groups import permissions
from groups.admin_views import doubts


class DoubtMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_review(request.user)


class DoubtViewSet(ViewSet):
    """Drafts of events that staff read before anybody else does."""

    icon = doubts.ICON
    menu_label = doubts.TITLE

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return DoubtMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", doubts.index, name="index"),
            path("<int:pk>/release/", doubts.ReleaseStep.as_view(), name="release"),
            path("<int:pk>/refuse/", doubts.RefuseStep.as_view(), name="refuse"),
        ]
