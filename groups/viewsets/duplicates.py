from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from groups import permissions
from groups.admin_views import merging


class DuplicateMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_merge(request.user)


class DuplicateViewSet(ViewSet):
    """Groups that may be one and the same, making two one, and undoing it."""

    icon = merging.ICON
    menu_label = "May be one"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return DuplicateMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", merging.index, name="index"),
            path("<int:pk>/with/<int:other>/", merging.MergeStep.as_view(), name="merge"),
            path("merges/", merging.merges, name="merges"),
            path("merges/<int:pk>/undo/", merging.UndoStep.as_view(), name="undo"),
        ]
