"""Drafts of events whose words look like a report about a person: staff read them before anybody else does."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from groups import permissions
from groups.admin_views import screens
from groups.services import doubts
from people.admin_views.screens import Step, only_for, show

INDEX, ICON, TITLE = "event_doubts:index", "warning", "Words in doubt"
ON_A_SCREEN = 10
REFUSALS: dict[type[Exception], str] = {
    doubts.Decided: "Somebody else decided, or the words are others since you opened this screen. Look again.",
}


@require_safe
@only_for(permissions.may_review)
def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(doubts.waiting(), ON_A_SCREEN).get_page(request.GET.get("p"))
    return show(request, "doubts", folder=screens.FOLDER, title=TITLE, icon=ICON, trail=[], page=page)


class Seen(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class Refusal(Seen):
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever leads the group gets it by mail. Repeat nothing of what they wrote.",
        error_messages={"required": "Say why."},
    )


class DoubtStep(Step):
    icon = ICON
    refusals = REFUSALS
    form_class: type[forms.Form] = Seen

    def allowed(self) -> bool:
        return permissions.may_review(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.event = get_object_or_404(doubts.waiting(), pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), TITLE)]

    def initial(self) -> dict[str, Any]:
        return {"seen": doubts.stamp(self.event)}

    def words(self) -> list[str]:
        return [words for words in (self.event.title, self.event.place, self.event.description) if words]


class ReleaseStep(DoubtStep):
    title, button = "They are about no real person", "Let the group publish it"

    def explanation(self) -> list[str]:
        return [*self.words(), "Whoever leads the group is told that they can publish it."]

    def act(self, values: dict[str, Any]) -> str:
        doubts.release(self.event, seen=values["seen"], by=self.by)
        return "The group can publish it now."


class RefuseStep(DoubtStep):
    title, button, grave, form_class = "They can't be shown", "Delete the draft", True, Refusal

    def explanation(self) -> list[str]:
        return [
            *self.words(),
            "Does it tell of somebody in danger? Tell the police or the helpline first: the draft is deleted, and "
            "nothing of it is kept.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        doubts.refuse(self.event, reason=values["reason"], seen=values["seen"], by=self.by)
        return "The draft is deleted, and whoever leads the group is told why."
