from django.http import HttpRequest
from django.urls import URLPattern, path, re_path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from groups import permissions
from groups.admin_views import applications
from groups.admin_views.deciding import BY_NAME, DecisionStep, NotDuplicateStep

DECISIONS = "|".join(BY_NAME)


class ApplicationMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_review(request.user)


class ApplicationViewSet(ViewSet):
    """Groups that apply, whoever waits longest first."""

    icon = "group"
    menu_label = "Groups that apply"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return ApplicationMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", applications.queue, name="index"),
            path("<int:pk>/", applications.page, name="page"),
            path("<int:pk>/not-a-duplicate-of/<int:other>/", NotDuplicateStep.as_view(), name="not_duplicate"),
            re_path(rf"^(?P<pk>[0-9]{{1,18}})/(?P<name>{DECISIONS})/$", DecisionStep.as_view(), name="step"),
        ]
