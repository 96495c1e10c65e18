from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.admin_views import comments, screens


class CommentMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(screens.DECIDE))


class CommentViewSet(ViewSet):
    """What people wrote when they signed, before anybody else reads it."""

    icon = "comment"
    menu_label = "Comments"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return CommentMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", comments.queue, name="index"),
            path("history/", comments.history, name="history"),
            path("undo/<uuid:batch>/", comments.undo, name="undo"),
        ]
