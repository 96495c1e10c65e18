from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from training import permissions
from training.admin_views import courses, syllabus


class CourseMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_see_courses(request.user)


class CourseViewSet(ViewSet):
    """What is taught, in versions."""

    icon = courses.ICON
    menu_label = "Courses"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return CourseMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", courses.every, name="index"),
            path("new/", courses.Add.as_view(), name="new"),
            path("<int:pk>/", courses.page, name="page"),
            path("<int:pk>/change/", courses.Change.as_view(), name="change"),
            path("<int:pk>/retire/", courses.Retire.as_view(), name="retire"),
            path("<int:pk>/bring-back/", courses.BringBack.as_view(), name="bring_back"),
            path("<int:pk>/draft/", courses.Draft.as_view(), name="draft"),
            path("versions/<int:pk>/", syllabus.screen, name="version"),
            path("versions/<int:pk>/preview/", syllabus.preview, name="preview"),
            path("versions/<int:pk>/preview/<int:number>/", syllabus.preview_lesson, name="preview_lesson"),
            path("versions/<int:pk>/rules/", syllabus.Rules.as_view(), name="rules"),
            path("versions/<int:pk>/publish/", syllabus.Publish.as_view(), name="publish"),
            path("versions/<int:pk>/sign-off/", syllabus.SignOff.as_view(), name="sign_off"),
            path("versions/<int:pk>/discard/", syllabus.Discard.as_view(), name="discard"),
            path("versions/<int:pk>/modules/new/", syllabus.AddModule.as_view(), name="add_module"),
            path("modules/<int:pk>/change/", syllabus.ChangeModule.as_view(), name="change_module"),
            path("modules/<int:pk>/move-up/", syllabus.MoveUp.as_view(), name="move_up"),
            path("modules/<int:pk>/remove/", syllabus.RemoveModule.as_view(), name="remove_module"),
        ]
