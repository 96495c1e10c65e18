from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from groups import permissions
from groups.admin_views import resources


class ResourceMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_keep_resources(request.user)


class ResourceViewSet(ViewSet):
    """What the charity gives to groups, in versions."""

    icon = resources.ICON
    menu_label = "Resources"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return ResourceMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", resources.every, name="index"),
            path("new/", resources.Add.as_view(), name="new"),
            path("new-made/", resources.AddMade.as_view(), name="new_made"),
            path("<int:pk>/", resources.page, name="page"),
            path("<int:pk>/downloads.csv", resources.as_csv, name="csv"),
            path("<int:pk>/version/", resources.AddVersion.as_view(), name="version"),
            path("<int:pk>/change/", resources.Change.as_view(), name="change"),
            path("<int:pk>/withdraw/", resources.Withdraw.as_view(), name="withdraw"),
            path("<int:pk>/bring-back/", resources.BringBack.as_view(), name="bring_back"),
        ]
