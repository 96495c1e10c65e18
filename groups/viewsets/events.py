from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from groups import permissions
from groups.admin_views import events


class EventMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_plan_for_charity(request.user)


class CharityEventViewSet(ViewSet):
    """The charity's own events, which stand in one list with those of groups."""

    icon = events.ICON
    menu_label = "Events of the charity"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return EventMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", events.every, name="index"),
            path("new/", events.Plan.as_view(), name="new"),
            path("<int:pk>/", events.page, name="page"),
            path("<int:pk>/change/", events.Change.as_view(), name="change"),
            path("<int:pk>/publish/", events.Publish.as_view(), name="publish"),
            path("<int:pk>/cancel/", events.Cancel.as_view(), name="cancel"),
            path("<int:pk>/attendance/", events.NoteAttendance.as_view(), name="attendance"),
        ]
