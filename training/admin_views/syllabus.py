"""A version of a course in the admin: its modules, what it lacks, and the step to its readers."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry

from people.admin_views.screens import Step, only_for, show
from training import course_pages, permissions
from training.admin_forms.courses import ModuleForm, RulesForm, values_of
from training.admin_views.courses import FOLDER, ICON, LISTED, REFUSALS, page_of, start
from training.models import CourseVersion, Module
from training.selectors import syllabus
from training.services import courses


def screen_of(version: CourseVersion) -> str:
    return reverse("training_courses:version", args=[version.pk])


def trail_to(version: CourseVersion) -> list[tuple[str, str]]:
    return [start(), (page_of(version.course), version.course.title)]


def version_or_404(pk: int) -> CourseVersion:
    related = ("course__taught_by", "published_by", "signed_off_by")
    return get_object_or_404(CourseVersion.objects.select_related(*related), pk=pk)


@require_safe
@only_for(permissions.may_see_courses)
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    user = request.user
    related = version.modules.select_related("lesson", "revision").prefetch_related("indicators", "facts", "critical")
    return show(
        request,
        "version",
        folder=FOLDER,
        title=f"{version.course.title}, {version}",
        icon=ICON,
        trail=trail_to(version),
        version=version,
        modules=list(related),
        missing=syllabus.missing(version) if version.is_draft else [],
        doubts=syllabus.doubts(version),
        differences=syllabus.differences(version),
        may_manage=permissions.may_manage_courses(user),
        may_sign_off=permissions.may_sign_off(user),
        history=registry.get_logs_for_instance(version).select_related("user")[:LISTED],
    )


@require_safe
@only_for(permissions.may_see_courses)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """As readers will see it."""
    context = {**course_pages.of_version(version_or_404(pk)), "preview": True, "noindex": True}
    return render(request, "training/course.html", context)


@require_safe
@only_for(permissions.may_see_courses)
def preview_lesson(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    context = {**course_pages.of_lesson(version_or_404(pk), number), "preview": True, "noindex": True}
    return render(request, "training/lesson.html", context)


class VersionStep(Step):
    icon, refusals = ICON, REFUSALS

    def allowed(self) -> bool:
        return permissions.may_manage_courses(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.version = version_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [*trail_to(self.version), (screen_of(self.version), f"Version {self.version.number}")]


class Rules(VersionStep):
    title, button = "Length and pass rule", "Save"
    form_class = RulesForm  # type: ignore[assignment]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.ask(RulesForm(instance=self.version))  # type: ignore[arg-type]

    def read(self) -> forms.Form:
        return RulesForm(self.request.POST, instance=version_or_404(self.version.pk))  # type: ignore[return-value]

    def act(self, values: dict[str, Any]) -> str:
        courses.set_rules(version=self.version, by=self.by, **values)
        return "It is saved."


class Publish(VersionStep):
    button, template, folder = "Publish it", "publish", FOLDER

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Publish version {self.version.number}"

    def explanation(self) -> list[str]:
        return [
            "Readers get this version, with each lesson as it stands published now. It can't be changed afterwards: "
            "a change is another version. Awards of earlier versions stay what they are."
        ]

    def context(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "missing": syllabus.missing(self.version),
            "doubts": syllabus.doubts(self.version),
            "differences": syllabus.differences(self.version),
        }

    def act(self, values: dict[str, Any]) -> str:
        courses.publish(version=self.version, by=self.by)
        return "Readers get it now."


class Discard(VersionStep):
    title, button, grave = "Delete this draft", "Delete it", True

    def explanation(self) -> list[str]:
        return ["The draft is deleted with its list of modules. The lessons themselves stay under Pages."]

    def back(self) -> str:
        is_there = CourseVersion.objects.filter(pk=self.version.pk).exists()
        return super().back() if is_there else page_of(self.version.course)

    def act(self, values: dict[str, Any]) -> str:
        courses.discard(version=self.version, by=self.by)
        return "The draft is deleted."


class SignOff(VersionStep):
    title, button = "Sign off as the safeguarding lead", "I stand by them"
    template, folder = "sign_off", FOLDER

    def allowed(self) -> bool:
        return permissions.may_sign_off(self.request.user)

    def explanation(self) -> list[str]:
        return [
            "Somebody's safety may hang on each of these. You have read them and their sources, and they are right."
        ]

    def context(self) -> dict[str, Any]:
        modules = self.version.modules.prefetch_related("critical")
        return {"stated": [(module, list(module.critical.all())) for module in modules]}

    def act(self, values: dict[str, Any]) -> str:
        done = courses.sign_off(version=self.version, by=self.by)
        return "That is written down, with your name." if done else "They were signed off before."


class AddModule(VersionStep):
    title, button, form_class = "Add a module", "Add it", ModuleForm

    def act(self, values: dict[str, Any]) -> str:
        module = courses.add_module(version=self.version, **values)
        courses.unsign(self.version)
        return f"Module {module.number} is added."


class ModuleStep(VersionStep):
    def find(self, **kwargs: Any) -> None:
        related = Module.objects.select_related("lesson", "version__course")
        self.module = get_object_or_404(related, pk=kwargs["pk"])
        self.version = self.module.version


class ChangeModule(ModuleStep):
    title, button, form_class = "Change this module", "Save", ModuleForm

    def initial(self) -> dict[str, Any]:
        return values_of(self.module)

    def act(self, values: dict[str, Any]) -> str:
        courses.change_module(module=self.module, **values)
        return "It is changed."


class MoveUp(ModuleStep):
    title = button = "Move it up"

    def explanation(self) -> list[str]:
        return [f"“{self.module.title}” comes before the module above it."]

    def act(self, values: dict[str, Any]) -> str:
        courses.move_up(module=self.module)
        return "It is moved."


class RemoveModule(ModuleStep):
    title, button, grave = "Take this module out", "Take it out", True

    def explanation(self) -> list[str]:
        return [f"“{self.module.title}” leaves this draft. Its lesson stays under Pages."]

    def act(self, values: dict[str, Any]) -> str:
        courses.remove_module(module=self.module)
        return "It is taken out."
