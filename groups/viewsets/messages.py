from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from groups import permissions
from groups.admin_views import messages


class MessageMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_see_messages(request.user)


class GroupMessageViewSet(ViewSet):
    """Messages to those who lead groups, and those of leaders that wait for staff."""

    icon = messages.ICON
    menu_label = "Messages to groups"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return MessageMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        deeds = [path(f"<int:pk>/{deed.name}/", deed.as_view(), name=deed.name) for deed in messages.DEEDS]
        return [
            path("", messages.every, name="index"),
            path("new/", messages.Write.as_view(), name="new"),
            path("<int:pk>/", messages.page, name="page"),
            path("<int:pk>/look/", messages.look, name="look"),
            *deeds,
        ]
