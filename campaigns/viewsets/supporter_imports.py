from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.admin_views import supporter_imports as screens


class ListsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(screens.ADD))


class SupporterImportViewSet(ViewSet):
    """Lists of supporters that staff bring in."""

    icon = screens.ICON
    menu_label = "Bring people in"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return ListsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", screens.index, name="index"),
            path("new/", screens.upload, name="upload"),
            path("<int:pk>/", screens.page, name="page"),
            path("<int:pk>/match/", screens.match, name="match"),
            path("<int:pk>/lines-to-mend.csv", screens.failing, name="failing"),
            path("<int:pk>/take-in/", screens.TakeInStep.as_view(), name="take_in"),
            path("<int:pk>/ask/", screens.AskStep.as_view(), name="ask"),
            path("<int:pk>/undo/", screens.UndoStep.as_view(), name="undo"),
            path("<int:pk>/discard/", screens.DiscardStep.as_view(), name="discard"),
        ]
