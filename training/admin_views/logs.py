"""Training that leaders of groups wrote down, as far as staff are to look at it."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.admin_views.screens import Step, only_for, show
from training import permissions
from training.selectors import logs
from training.services import training_logs

FOLDER, INDEX, ICON, TITLE = "training/admin", "training_logs:index", "clipboard-list", "Logged training to look at"
ON_A_SCREEN, DECIDED = 10, 20
REFUSALS: dict[type[Exception], str] = {
    training_logs.WrongState: "Somebody else decided, or it was taken back, since you opened this screen.",
}


@require_safe
@only_for(permissions.may_review_logs)
def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(logs.to_look_at(), ON_A_SCREEN).get_page(request.GET.get("p"))
    decided = logs.decided()[:DECIDED]
    return show(request, "logs", folder=FOLDER, title=TITLE, icon=ICON, trail=[], page=page, decided=decided)


class Note(forms.Form):
    note = forms.CharField(
        label="What did you look at?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For whoever looks at it later. Whoever leads the group does not read it.",
    )


class Reason(forms.Form):
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever wrote it down gets it by mail, and all who lead the group read it.",
        error_messages={"required": "Say why."},
    )


class LogStep(Step):
    icon = ICON
    refusals = REFUSALS

    def allowed(self) -> bool:
        return permissions.may_review_logs(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.log = get_object_or_404(logs.to_look_at(), pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), TITLE)]

    def about(self) -> str:
        return f"{self.log.version.course.title}, for {self.log.group.name}: {self.log.number} named."


class ConfirmStep(LogStep):
    title, button, form_class = "It is in order", "Confirm it", Note

    def explanation(self) -> list[str]:
        return [self.about(), "It goes on counting. What somebody said is not so stays revoked."]

    def act(self, values: dict[str, Any]) -> str:
        training_logs.confirm(self.log, by=self.by, note=values["note"])
        return "It is confirmed."


class RefuseStep(LogStep):
    title, button, grave, form_class = "It can't be confirmed", "Refuse it", True, Reason

    def explanation(self) -> list[str]:
        return [self.about(), "It counts for none of them any more, and each of them is told."]

    def act(self, values: dict[str, Any]) -> str:
        training_logs.refuse(self.log, by=self.by, reason=values["reason"])
        return "It is refused, and whoever wrote it down is told why."
