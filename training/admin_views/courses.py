"""Courses in the admin: what holds for all of their versions."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry

from people.admin_views.screens import Step, only_for, show
from training import permissions
from training.admin_forms.courses import CourseForm, NewCourseForm
from training.models import Course
from training.selectors import courses as selectors
from training.services import courses

FOLDER, INDEX, ICON = "training/admin", "training_courses:index", "openquote"
ON_A_SCREEN, LISTED = 100, 30
REFUSALS: dict[type[Exception], str] = {
    courses.Published: "It is published, so that it stays as it is. Begin another version.",
    courses.Incomplete: "",
    courses.HasDraft: "There is a draft already. Go on with that one.",
}


def page_of(course: Course) -> str:
    return reverse("training_courses:page", args=[course.pk])


def start() -> tuple[str, str]:
    return (reverse(INDEX), "Courses")


@require_safe
@only_for(permissions.may_see_courses)
def every(request: HttpRequest) -> HttpResponse:
    listed = Course.objects.prefetch_related("versions")[:ON_A_SCREEN]
    rows = [(course, *newest(course)) for course in listed]
    may_manage = permissions.may_manage_courses(request.user)
    context = {"rows": rows, "may_manage": may_manage}
    return show(request, "courses", folder=FOLDER, title="Courses", icon=ICON, trail=[], **context)


def newest(course: Course) -> tuple[Any, Any]:
    """The version in use and the draft, as far as there are any."""
    found = {version.state: version for version in course.versions.all()}
    return found.get("published"), found.get("draft")


@require_safe
@only_for(permissions.may_see_courses)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    course = get_object_or_404(Course.objects.select_related("taught_by"), pk=pk)
    versions = list(selectors.versions(course))
    return show(
        request,
        "course",
        folder=FOLDER,
        title=course.title,
        icon=ICON,
        trail=[start()],
        course=course,
        versions=versions,
        has_draft=any(version.is_draft for version in versions),
        is_listed=Course.objects.listed().filter(pk=course.pk).exists(),
        may_manage=permissions.may_manage_courses(request.user),
        history=registry.get_logs_for_instance(course).select_related("user")[:LISTED],
    )


class CourseStep(Step):
    icon, refusals = ICON, REFUSALS

    def allowed(self) -> bool:
        return permissions.may_manage_courses(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.course = get_object_or_404(Course, pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [start(), (page_of(self.course), self.course.title)]


class Add(Step):
    title, button, icon, refusals = "Add a course", "Add it", ICON, REFUSALS
    form_class = NewCourseForm  # type: ignore[assignment]

    def allowed(self) -> bool:
        return permissions.may_manage_courses(self.request.user)

    def find(self, **kwargs: Any) -> None: ...

    def trail(self) -> list[tuple[str, str]]:
        return [start()]

    def explanation(self) -> list[str]:
        return ["Readers see it once a version of it is published."]

    def act(self, values: dict[str, Any]) -> str:
        course = courses.add(by=self.by, **values)
        courses.draft(course=course, by=self.by)
        return f"“{course.title}” is added, with a draft of its first version."


class Change(CourseStep):
    title, button = "Change this course", "Save"
    form_class = CourseForm  # type: ignore[assignment]

    def explanation(self) -> list[str]:
        return ["Holds for every version, from now on. Awards that were given keep their dates."]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.ask(CourseForm(instance=self.course))  # type: ignore[arg-type]

    def read(self) -> forms.Form:
        return CourseForm(self.request.POST, instance=Course.objects.get(pk=self.course.pk))  # type: ignore[return-value]

    def act(self, values: dict[str, Any]) -> str:
        courses.change(course=self.course, by=self.by, **values)
        return "It is changed."


class Retire(CourseStep):
    title, button, grave = "Retire this course", "Retire it", True

    def explanation(self) -> list[str]:
        return ["Readers see it no more. Awards stay what they are, and you can bring it back."]

    def act(self, values: dict[str, Any]) -> str:
        done = courses.retire(course=self.course, by=self.by)
        return "It is retired." if done else "It was retired before."


class BringBack(CourseStep):
    title = button = "Bring it back"

    def explanation(self) -> list[str]:
        return ["Readers see it again, in the version that is in use."]

    def act(self, values: dict[str, Any]) -> str:
        done = courses.bring_back(course=self.course, by=self.by)
        return "Readers see it again." if done else "Readers see it already."


class Draft(CourseStep):
    title, button = "Begin another version", "Begin it"

    def explanation(self) -> list[str]:
        return ["It begins as a copy of the latest version. Readers see nothing of it until you publish it."]

    def act(self, values: dict[str, Any]) -> str:
        self.version = courses.draft(course=self.course, by=self.by)
        return f"Version {self.version.number} is begun."

    def back(self) -> str:
        made = getattr(self, "version", None)
        return reverse("training_courses:version", args=[made.pk]) if made else super().back()
