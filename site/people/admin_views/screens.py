"""What the desk's screens have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views import View
from wagtail.admin import messages

from people import wordings
from people.models import Person, User
from people.services import erasure, holds, merging, requests

ScreenView = Callable[..., HttpResponse]
FOLDER = "admin/people"
REFUSALS: dict[type[Exception], str] = {
    Person.DoesNotExist: "This record was erased, or became part of another, since you opened this screen.",
    erasure.OnHold: "A legal hold is in force, so nothing may be erased.",
    holds.HeldAlready: "A legal hold is in force already.",
    merging.CantMerge: "",
    merging.CantUndo: "",
    requests.ChangedMeanwhile: (
        "Somebody else took a step since you opened this screen. Look at the history, then press again if it is right."
    ),
    requests.Closed: "This request is closed.",
    requests.NotPossible: "",
    wordings.Published: "It is published: people may have agreed to it, so it stays as it is.",
}


def officer(request: HttpRequest) -> User:
    """Whoever is signed in: Wagtail's admin lets nobody else in."""
    return cast("User", request.user)


def only_for(may: Callable[[Any], bool]) -> Callable[[ScreenView], ScreenView]:
    """Refuses everybody else before anything is looked up."""

    def guard(view: ScreenView) -> ScreenView:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                raise PermissionDenied
            return view(request, **kwargs)

        return guarded

    return guard


def show(
    request: HttpRequest, template: str, *, title: str, icon: str, trail: list[tuple[str, str]], **context: Any
) -> TemplateResponse:
    """A screen in Wagtail's frame. `trail` leads to it: pairs of address and label."""
    status, folder = context.pop("status", 200), context.pop("folder", FOLDER)
    steps = [(reverse("wagtailadmin_home"), "Home"), *trail, ("", title)]
    frame = {
        "page_title": title,
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in steps],
    }
    return TemplateResponse(request, f"{folder}/{template}.html", {**frame, **context}, status=status)


class Step(ABC, View):
    """One screen that asks, then does one thing. Subclasses say what about, whether it is allowed, and do it."""

    title = ""
    button = ""
    icon = "user"
    grave = False  # drawn in red: it can't be taken back
    form_class: type[forms.Form] = forms.Form
    template = "step"
    folder = FOLDER
    refusals: Mapping[type[Exception], str] = REFUSALS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.allowed():
            raise PermissionDenied
        self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    @property
    def by(self) -> User:
        return officer(self.request)

    @abstractmethod
    def allowed(self) -> bool: ...

    @abstractmethod
    def find(self, **kwargs: Any) -> None: ...

    @abstractmethod
    def trail(self) -> list[tuple[str, str]]: ...

    def explanation(self) -> list[str]:
        return []

    def initial(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        return {}

    @abstractmethod
    def act(self, values: dict[str, Any]) -> str:
        """Does it, and returns what is said afterwards."""

    def back(self) -> str:
        return self.trail()[-1][0]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.ask(self.form_class(initial=self.initial()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.read()
        if form.is_valid():
            try:
                done = self.act(form.cleaned_data)
            except tuple(self.refusals) as refusal:
                form.add_error(None, self.refusals[type(refusal)] or str(refusal))
                form = self.after_refusal(form, refusal)
            else:
                messages.success(request, done)
                return redirect(self.back())
        return self.ask(form, status=422)

    def read(self) -> forms.Form:
        return self.form_class(self.request.POST, initial=self.initial())

    def after_refusal(self, form: forms.Form, refusal: Exception) -> forms.Form:
        return form

    def ask(self, form: forms.Form, status: int = 200) -> HttpResponse:
        return show(
            self.request,
            self.template,
            title=self.title,
            icon=self.icon,
            trail=self.trail(),
            status=status,
            folder=self.folder,
            form=form,
            step=self,
            explanation=self.explanation(),
            **self.context(),
        )
