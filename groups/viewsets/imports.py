from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from groups import permissions
from groups.admin_views import importing


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_import(request.user)


class ImportViewSet(ViewSet):
    """Files of groups that staff bring in."""

    icon = importing.ICON
    menu_label = "Bring in files"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return ImportMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", importing.index, name="index"),
            path("new/", importing.upload, name="upload"),
            path("<int:pk>/", importing.page, name="page"),
            path("<int:pk>/match/", importing.match, name="match"),
            path("<int:pk>/choose/", importing.choose, name="choose"),
            path("<int:pk>/rows-to-mend.csv", importing.failing, name="failing"),
            path("<int:pk>/make/", importing.MakeStep.as_view(), name="make"),
            path("<int:pk>/undo/", importing.UndoStep.as_view(), name="undo"),
            path("<int:pk>/discard/", importing.DiscardStep.as_view(), name="discard"),
        ]
