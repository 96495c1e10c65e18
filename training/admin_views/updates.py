"""Safety-critical facts that changed since people learnt them: ask who holds the course, or ask nobody."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from groups.forms.words import WordsField
from people.admin_views.screens import Step, only_for, show
from training import permissions
from training.models import FactTaught, UpdateAsked
from training.services import updates

FOLDER, INDEX, ICON, TITLE = "training/admin", "training_updates:index", "history", "What has changed"
ON_A_SCREEN, LISTED = 50, 20
REFUSALS: dict[type[Exception], str] = {
    updates.NoQuestions: "The bank has no question about this fact. Write one first.",
    updates.NotChanged: "Somebody else decided about it since you opened this screen, or it was changed back.",
}


def start() -> tuple[str, str]:
    return (reverse(INDEX), TITLE)


@require_safe
@only_for(permissions.may_see_questions)
def every(request: HttpRequest) -> HttpResponse:
    asked = updates.with_numbers(UpdateAsked.objects.select_related("course", "fact", "by"))
    return show(
        request,
        "updates",
        folder=FOLDER,
        title=TITLE,
        icon=ICON,
        trail=[],
        changed=updates.changed(),
        asked=asked[:LISTED],
        may_keep=permissions.may_keep_questions(request.user),
    )


@require_safe
@only_for(permissions.may_see_awards)
def holders(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked, and who has done it."""
    update = get_object_or_404(UpdateAsked.objects.select_related("course", "fact"), pk=pk)
    rows = update.holders.select_related("person__address").order_by("done_at", "person__name", "pk")
    page = Paginator(rows, ON_A_SCREEN).get_page(request.GET.get("p"))
    done = update.holders.exclude(done_at=None).count()
    return show(
        request,
        "update",
        folder=FOLDER,
        title=update.fact.label,
        icon=ICON,
        trail=[start()],
        update=update,
        page=page,
        done=done,
    )


class WhatChanged(forms.Form):
    what_changed = WordsField(
        label="What changed?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In a sentence or two. Everybody who holds the course gets it by mail.",
        error_messages={"required": "Say what changed."},
    )


class UpdateStep(Step):
    icon, refusals = ICON, REFUSALS

    def allowed(self) -> bool:
        return permissions.may_keep_questions(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.taught = get_object_or_404(FactTaught.objects.select_related("course", "fact"), pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [start()]


class Ask(UpdateStep):
    title, button, form_class = "Ask who holds the course", "Ask them", WhatChanged

    def initial(self) -> dict[str, Any]:
        return {"what_changed": self.taught.fact.statement}

    def explanation(self) -> list[str]:
        number = updates.holders_number(self.taught.course)
        people = "1 person holds" if number == 1 else f"{number:,} people hold"
        return [
            f"{people} “{self.taught.course}” now. Each is asked by mail for a quiz of three minutes about this fact.",
            "Their awards keep their dates, also of those who don't answer.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        updates.ask(taught=self.taught, what_changed=values["what_changed"], by=self.by)
        return "They are asked by mail, beginning in a minute."


class Leave(UpdateStep):
    title, button = "Ask nobody", "Ask nobody about it"

    def explanation(self) -> list[str]:
        return ["What changed is not worth asking about: a comma, say. The new words count as taught from now on."]

    def act(self, values: dict[str, Any]) -> str:
        updates.leave(taught=self.taught, by=self.by)
        return "Nobody is asked."
