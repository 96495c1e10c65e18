"""What the screens of letters have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns.models import LetterAction
from campaigns.services import letter_actions, life
from people.admin_views.screens import Step

FOLDER = "campaigns/admin/letters"
SEE_ACTION, CHANGE_ACTION, APPROVE_ACTION = (
    f"campaigns.{action}_letteraction" for action in ("view", "change", "approve")
)
SEE, CHANGE = "campaigns.view_letter", "campaigns.change_letter"
REFUSALS: dict[type[Exception], str] = {
    life.WrongState: "Somebody else took a step since you opened this screen. Go back and look at its state.",
    life.SamePerson: "You handed it in yourself: somebody else has to approve it.",
    life.NotApproved: "No second person has approved it as it stands.",
    life.Changed: "It was changed since you opened this screen. Go back and read it again.",
    life.LastDayOver: "Its last day is over already. Give it a later one first.",
    letter_actions.NotWhole: "",
}


def action_or_404(pk: int) -> LetterAction:
    related = LetterAction.objects.select_related("campaign", "submitted_by", "approved_by")
    return get_object_or_404(related.prefetch_related("points", "offices", "briefings"), pk=pk)


def page_of(action: LetterAction) -> str:
    return reverse("letter_actions:page", args=[action.pk])


def trail_to(action: LetterAction) -> list[tuple[str, str]]:
    return [(reverse("letter_actions:index"), "Letter actions"), (page_of(action), action.title)]


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


class ActionStep(Step):
    """Asks, then does one thing with a letter action."""

    icon = "edit"
    refusals = REFUSALS

    def find(self, **kwargs: Any) -> None:
        self.action = action_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return trail_to(self.action)
