"""Requests and complaints: one taken by letter or telephone, the screen of one, and each step in its life."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from people import clocks, permissions
from people.admin_forms import Assign, Close, Extend, Identify, NewRequest, Note
from people.admin_forms import Step as StepForm
from people.admin_views.screens import Step, officer, only_for, show
from people.enums import Access
from people.models import DataRequest
from people.services import access, requests

INDEX = "desk_requests:index"
MOST_EVENTS = 200


def request_or_404(pk: int) -> DataRequest:
    return get_object_or_404(DataRequest.objects.select_related("person", "handled_by"), pk=pk)


@only_for(permissions.may_answer_requests)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = NewRequest(request.POST or None, initial={"received_on": timezone.localdate()})
    if form.is_valid():
        made = requests.receive(**form.received(), by=officer(request))
        messages.success(request, f"It is written down. Its reference, to tell them: {made.reference}.")
        return redirect("desk_requests:edit", made.pk)
    return show(
        request,
        "new_request",
        title="New request",
        icon="mail",
        trail=[(reverse(INDEX), "Requests")],
        form=form,
        status=422 if form.is_bound else 200,
    )


@only_for(permissions.may_answer_requests)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    found = request_or_404(pk)
    access.record(Access.VIEWED, by=officer(request), person=found.person, reason=found.reference)
    return show(
        request,
        "request",
        title=found.reference,
        icon="mail",
        trail=[(reverse(INDEX), "Requests")],
        found=found,
        clock=clock(found),
        working_day=clocks.next_working_day(found.due_on),
        events=found.events.select_related("by")[:MOST_EVENTS],
        actions=[] if found.closed_at else actions(found),
    )


def clock(found: DataRequest) -> dict[str, Any]:
    """How much time is left, in words, and how pressing it is: the words say it, the colour only repeats it."""
    if found.closed_at:
        return {"words": "Closed", "state": "closed"}
    left = clocks.days_left(found.due_on)
    state = "overdue" if left < 0 else "soon" if left <= clocks.SOON else "open"
    return {"words": clocks.in_words(found.due_on), "state": state}


def actions(found: DataRequest) -> list[tuple[str, str]]:
    offered = [
        ("acknowledge", "Acknowledge", found.acknowledged_at is None),
        ("assign", "Assign", True),
        ("identify", "Say whose data it is", found.person_id is None),
        ("note", "Add a note", True),
        ("extend", "Take more time", requests.can_be_extended(found)),
        ("close", "Close with the outcome", True),
    ]
    return [(reverse(f"desk_requests:{name}", args=[found.pk]), label) for name, label, may in offered if may]


class RequestStep(Step):
    icon = "mail"
    form_class: type[forms.Form] = StepForm

    def allowed(self) -> bool:
        return permissions.may_answer_requests(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.found = request_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        page_of_it = reverse("desk_requests:edit", args=[self.found.pk])
        return [(reverse(INDEX), "Requests"), (page_of_it, self.found.reference)]

    def initial(self) -> dict[str, Any]:
        return {"seen": requests.last_step(self.found)}

    def after_refusal(self, form: forms.Form, refusal: Exception) -> forms.Form:
        """Nothing typed is lost, and what was done meanwhile now counts as seen."""
        form.data = {**form.data.dict(), **self.initial()}  # type: ignore[attr-defined]
        return form


class AcknowledgeStep(RequestStep):
    title, button = "Acknowledge", "They were told that it came"

    def explanation(self) -> list[str]:
        return ["Tell them first that it came and what happens next, then record it here."]

    def act(self, values: dict[str, Any]) -> str:
        requests.acknowledge(self.found, by=self.by, **values)
        return "It is acknowledged."


class AssignStep(RequestStep):
    title, button, form_class = "Assign", "Assign it", Assign

    def act(self, values: dict[str, Any]) -> str:
        requests.assign(self.found, by=self.by, **values)
        return f"{values['to']} deals with it."


class IdentifyStep(RequestStep):
    title, button, form_class = "Say whose data it is", "This is who they are", Identify

    def explanation(self) -> list[str]:
        return ["Only once you are sure who they are: they will be given, or lose, what is held about this person."]

    def act(self, values: dict[str, Any]) -> str:
        requests.identify(self.found, by=self.by, **values)
        return "It is now part of the person's record."


class NoteStep(RequestStep):
    title, button, form_class = "Add a note", "Add it", Note

    def act(self, values: dict[str, Any]) -> str:
        requests.note(self.found, by=self.by, **values)
        return "The note is added."


class ExtendStep(RequestStep):
    title, button, form_class = "Take more time", "Take two more months", Extend

    def explanation(self) -> list[str]:
        return [
            "The law allows two further months where a request is complex or there are many, once, if they are told "
            "so with the reason within the first month (UK GDPR, Article 12(3))."
        ]

    def act(self, values: dict[str, Any]) -> str:
        requests.extend(self.found, by=self.by, **values)
        return "There are two more months."


class CloseStep(RequestStep):
    title, button, form_class = "Close with the outcome", "Close it", Close

    def act(self, values: dict[str, Any]) -> str:
        requests.close(self.found, by=self.by, **values)
        return "It is closed."
