"""Invitations that their reader reported: what staff decide about whoever sent them."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from groups import permissions
from groups.admin_views import screens
from groups.selectors import reports as selectors
from groups.services import reports
from people.admin_views.screens import Step, only_for, show

INDEX, ICON, TITLE = "group_reports:index", "warning", "Reported invitations"
ON_A_SCREEN, DECIDED = 25, 25
REFUSALS: dict[type[Exception], str] = {
    reports.Decided: "Somebody else decided this since you opened this screen. Go back and look at it.",
    reports.NobodyInvited: "Nobody in particular sent it, so there is nobody to stop. Dismiss it.",
}


@require_safe
@only_for(permissions.may_review)
def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.waiting(), ON_A_SCREEN).get_page(request.GET.get("p"))
    return show(
        request,
        "reports",
        folder=screens.FOLDER,
        title=TITLE,
        icon=ICON,
        trail=[],
        page=page,
        decided=selectors.decided()[:DECIDED],
    )


class Reason(forms.Form):
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For whoever looks at it later. Nobody outside the charity reads it.",
        error_messages={"required": "Say why."},
    )


class ReportStep(Step):
    icon = ICON
    refusals = REFUSALS

    def allowed(self) -> bool:
        return permissions.may_review(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.invitation = get_object_or_404(selectors.reported(), pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), TITLE)]

    @property
    def sender(self) -> str:
        return self.invitation.by.name or "Whoever sent it" if self.invitation.by else "Nobody in particular"


class DismissStep(ReportStep):
    title, button, form_class = "Dismiss the report", "Dismiss it", Reason

    def explanation(self) -> list[str]:
        return [
            f"Nothing changes for whoever sent it ({self.sender}).",
            f"{self.invitation.group.name} still can't invite that address again.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        reports.dismiss(self.invitation, reason=values["reason"], by=self.by)
        return "The report is dismissed."


class StopStep(ReportStep):
    title, button, grave, form_class = "Stop their invitations", "Stop them", True, Reason

    def explanation(self) -> list[str]:
        return [
            f"{self.sender} can invite nobody any more, to any group. They are told so where they try. You can lift "
            "it again.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        reports.stop(self.invitation, reason=values["reason"], by=self.by)
        return "They can invite nobody any more."


class LiftStep(ReportStep):
    title, button = "Let them invite again", "Let them"

    def find(self, **kwargs: Any) -> None:
        self.invitation = get_object_or_404(selectors.decided(), pk=kwargs["pk"])

    def explanation(self) -> list[str]:
        return [f"{self.sender} can invite people again. The decision stays in this list."]

    def act(self, values: dict[str, Any]) -> str:
        reports.lift(self.invitation.decision, by=self.by)
        return "They can invite again."
