"""Writing the words that people agree to: a draft, which is then published, and from then on only replaced."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from people import wordings
from people.admin_views.screens import Step, show
from people.enums import Purpose
from people.models import ConsentWording

INDEX = "desk_wordings:index"
ROWS = 5


class Words(forms.Form):
    text = forms.CharField(
        label="Words",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": ROWS}),
        help_text="Who writes, about what, how often, and how to stop. It stands beside the box or the button.",
    )


class Draft(Words):
    field_order = ("purpose", "text")
    purpose = forms.ChoiceField(choices=Purpose.choices, help_text="Each purpose is agreed to by itself.")


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("people.view_consentwording"):
        raise PermissionDenied
    found = get_object_or_404(ConsentWording, pk=pk)
    return show(
        request,
        "wording",
        title=str(found),
        icon="clipboard-list",
        trail=[(reverse(INDEX), "Consent wordings")],
        wording=found,
        agreed=found.consents.exclude(confirmed_at=None).count(),
        is_shown=wordings.current(found.purpose) == found,
        may_write=request.user.has_perm("people.add_consentwording"),
    )


class WordingStep(Step):
    icon = "clipboard-list"

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm("people.add_consentwording"))

    def find(self, **kwargs: Any) -> None:
        self.wording = get_object_or_404(ConsentWording, pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        page = reverse("desk_wordings:page", args=[self.wording.pk])
        return [(reverse(INDEX), "Consent wordings"), (page, str(self.wording))]


class AddStep(WordingStep):
    title, button, form_class = "A new wording", "Keep it as a draft", Draft

    def find(self, **kwargs: Any) -> None:
        """Nothing yet."""

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), "Consent wordings")]

    def explanation(self) -> list[str]:
        return ["No form shows it before it is published. The version that forms show now stays in the records."]

    def act(self, values: dict[str, Any]) -> str:
        made = wordings.draft(
            purpose=Purpose(values["purpose"]),
            text=values["text"],
            by=self.request.user,  # type: ignore[arg-type]
        )
        return f"Kept as a draft: {made}."


class ChangeStep(WordingStep):
    title, button, form_class = "Change the draft", "Keep it", Words

    def initial(self) -> dict[str, Any]:
        return {"text": self.wording.text}

    def act(self, values: dict[str, Any]) -> str:
        wordings.change(self.wording, text=values["text"])
        return "The draft is changed."


class PublishStep(WordingStep):
    title, button = "Publish the wording", "Publish it"

    def explanation(self) -> list[str]:
        return [
            self.wording.text,
            "Forms show it from now on, in place of the version before. It can't be changed or deleted any more: to "
            "put something right, write the next version.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        wordings.publish(self.wording)
        return "Forms show it from now on."


class DiscardStep(WordingStep):
    title, button, grave = "Delete the draft", "Delete it", True

    def explanation(self) -> list[str]:
        return [self.wording.text]

    def act(self, values: dict[str, Any]) -> str:
        wordings.discard(self.wording)
        return "The draft is deleted."

    def back(self) -> str:
        return reverse(INDEX)
