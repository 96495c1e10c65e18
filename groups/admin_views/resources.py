"""What the charity gives to groups: added, renewed, withdrawn, and how often each group fetched it."""

import csv
from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry

from groups import permissions
from groups.admin_forms.resources import AddForm, AddMadeForm, VersionForm, WordsForm
from groups.models import Resource
from groups.selectors import resources as selectors
from groups.services import resources
from people.admin_views.screens import Step, only_for, show
from people.services.exports import guarded

FOLDER, INDEX, ICON = "groups/admin", "resources_of_groups:index", "doc-full"
ON_A_SCREEN, LISTED = 25, 30
REFUSALS: dict[type[Exception], str] = {
    resources.NoFile: "It is made for each group, so there is no file to replace.",
    resources.UnknownMaker: "That can't be made any more. Choose another.",
}


def page_of(resource: Resource) -> str:
    return reverse("resources_of_groups:page", args=[resource.pk])


def start() -> tuple[str, str]:
    return (reverse(INDEX), "Resources of groups")


@require_safe
@only_for(permissions.may_keep_resources)
def every(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.every(), ON_A_SCREEN).get_page(request.GET.get("p"))
    return show(request, "resources", folder=FOLDER, title="Resources of groups", icon=ICON, trail=[], page=page)


@require_safe
@only_for(permissions.may_keep_resources)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_object_or_404(Resource, pk=pk)
    months = selectors.by_month(resource, on=timezone.localdate())
    return show(
        request,
        "resource",
        folder=FOLDER,
        title=resource.title,
        icon=ICON,
        trail=[start()],
        resource=resource,
        versions=selectors.by_version(resource),
        groups=selectors.by_group(resource),
        fetched=sum(number for _, number in months),
        words=words_of(months),
        table={"data": [["Month", "Fetched"], *([name, number] for name, number in months)]},
        history=registry.get_logs_for_instance(resource).select_related("user")[:LISTED],
    )


def words_of(months: list[tuple[str, int]]) -> str:
    """The chart in a sentence."""
    most = max(number for _, number in months)
    when = next(name for name, number in months if number == most)
    return (
        f"In twelve months groups fetched it {sum(number for _, number in months):,} times, most in {when}: {most:,}."
    )


class Echo:
    """A file that gives back each line it is written."""

    def write(self, line: str) -> str:
        return line


@require_safe
@only_for(permissions.may_keep_resources)
def as_csv(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_object_or_404(Resource, pk=pk)
    name = f"{slugify(resource.title)[:60] or 'resource'}-downloads.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    answer = StreamingHttpResponse(lines(resource), content_type="text/csv; charset=utf-8", headers=headers)
    return cast(HttpResponse, answer)


def lines(resource: Resource) -> Iterator[str]:
    """With a mark by which spreadsheets know that it is UTF-8, and nothing in it that they would run."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(["Day", "Version", "Group", "Fetched"])
    for row in selectors.rows_of(resource):
        yield writer.writerow([guarded(cell) for cell in row])


class AddStep(Step):
    """There is none yet."""

    icon, refusals = ICON, REFUSALS

    def allowed(self) -> bool:
        return permissions.may_keep_resources(self.request.user)

    def find(self, **kwargs: Any) -> None: ...

    def trail(self) -> list[tuple[str, str]]:
        return [start()]

    def read(self) -> forms.Form:
        return self.form_class(self.request.POST, self.request.FILES, initial=self.initial())


class Add(AddStep):
    title, button, form_class = "Add a file", "Add it", AddForm

    def explanation(self) -> list[str]:
        return ["Every group sees it at once, and can fetch it once somebody of it has signed in."]

    def act(self, values: dict[str, Any]) -> str:
        resources.add(by=self.by, **values)
        return "Groups can fetch it now."


class AddMade(AddStep):
    title, button, form_class = "Add something made for each group", "Add it", AddMadeForm

    def explanation(self) -> list[str]:
        return ["Each group gets its own, as a sheet to print and as a QR code, with its own link."]

    def act(self, values: dict[str, Any]) -> str:
        resources.add_made(by=self.by, **values)
        return "Groups can fetch it now."


class ResourceStep(AddStep):
    def find(self, **kwargs: Any) -> None:
        self.resource = get_object_or_404(Resource, pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [start(), (page_of(self.resource), self.resource.title)]


class AddVersion(ResourceStep):
    title, button, form_class = "Upload a new version", "Upload it", VersionForm

    def explanation(self) -> list[str]:
        return ["Groups see the new one at once. Earlier ones stay listed beneath it."]

    def act(self, values: dict[str, Any]) -> str:
        version = resources.new_version(self.resource, by=self.by, **values)
        return f"Groups fetch version {version.number} now."


class Change(ResourceStep):
    title, button, form_class = "Change what is said of it", "Save", WordsForm

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.resource, name) for name in ("title", "description", "order")}

    def act(self, values: dict[str, Any]) -> str:
        resources.change(self.resource, by=self.by, **values)
        return "It is changed."


class Withdraw(ResourceStep):
    title, button, grave = "Withdraw it", "Withdraw it", True

    def explanation(self) -> list[str]:
        return ["No group sees it or can fetch it any more. Its files and counts stay, and you can bring it back."]

    def act(self, values: dict[str, Any]) -> str:
        done = resources.withdraw(self.resource, by=self.by)
        return "It is withdrawn." if done else "It was withdrawn before."


class BringBack(ResourceStep):
    title = button = "Bring it back"

    def explanation(self) -> list[str]:
        return ["Every group sees it again, in the version that was the last."]

    def act(self, values: dict[str, Any]) -> str:
        done = resources.bring_back(self.resource, by=self.by)
        return "Groups see it again." if done else "Groups see it already."
