from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from training import permissions
from training.admin_views import lists


class ListMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_import(request.user)


class TrainingListViewSet(ViewSet):
    """Lists of people trained that staff bring in."""

    icon = lists.ICON
    menu_label = "Bring in lists"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return ListMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", lists.index, name="index"),
            path("new/", lists.upload, name="upload"),
            path("<int:pk>/", lists.page, name="page"),
            path("<int:pk>/match/", lists.match, name="match"),
            path("<int:pk>/choose/", lists.choose, name="choose"),
            path("<int:pk>/rows-to-mend.csv", lists.failing, name="failing"),
            path("<int:pk>/make/", lists.MakeStep.as_view(), name="make"),
            path("<int:pk>/undo/", lists.UndoStep.as_view(), name="undo"),
            path("<int:pk>/discard/", lists.DiscardStep.as_view(), name="discard"),
        ]
