from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from people import permissions
from people.admin_views import merges, people, person_steps


class PeopleMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_see_people(request.user)


class PeopleViewSet(ViewSet):
    """Everybody we know of. There is no list to leaf through: whoever is looked for is searched for."""

    icon = "user"
    menu_label = "People"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return PeopleMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", people.search, name="index"),
            path("<int:pk>/", people.person, name="person"),
            path("<int:pk>/export/", people.export, name="export"),
            path("<int:pk>/correct/", person_steps.CorrectNameStep.as_view(), name="correct"),
            path("<int:pk>/object/", person_steps.ObjectStep.as_view(), name="object"),
            path("<int:pk>/hold/", person_steps.HoldStep.as_view(), name="hold"),
            path("<int:pk>/release/", person_steps.ReleaseStep.as_view(), name="release"),
            path("<int:pk>/erase/", person_steps.EraseStep.as_view(), name="erase"),
            path("<int:pk>/lift/<int:suppression>/", person_steps.LiftStep.as_view(), name="lift"),
            path("<int:pk>/merge/", merges.choose, name="merge"),
            path("<int:pk>/merge/<int:other>/", merges.MergeStep.as_view(), name="merge_with"),
        ]
