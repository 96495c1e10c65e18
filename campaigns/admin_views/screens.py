"""What the screens of petitions have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns.models import Petition
from campaigns.services import deciding, life, news
from people.admin_views.screens import Step

FOLDER = "campaigns/admin"
INDEX = "petitions:index"
SEE, CHANGE, APPROVE = "campaigns.view_petition", "campaigns.change_petition", "campaigns.approve_petition"
SEE_SIGNATURES, DECIDE = "campaigns.view_signature", "campaigns.change_signature"
REFUSALS: dict[type[Exception], str] = {
    life.WrongState: "Somebody else took a step since you opened this screen. Go back and look at its state.",
    life.SamePerson: "You handed it in yourself: somebody else has to approve it.",
    life.NotApproved: "No second person has approved it as it stands.",
    life.Changed: "Its words changed since you opened this screen. Go back and read them again.",
    life.InFuture: "This day is still to come.",
    life.LastDayOver: "Its last day is over already. Give it a later one first.",
    news.SamePerson: "You wrote it yourself: somebody else has to send it.",
    news.Changed: "Somebody changed it since you opened this screen. Go back and read it again.",
    news.AlreadySent: "It was given out for sending, so it stays as it is.",
    deciding.NotPossible: "",
}


def petition_or_404(pk: int) -> Petition:
    return get_object_or_404(Petition.objects.select_related("office", "submitted_by", "approved_by", "total"), pk=pk)


def page_of(petition: Petition) -> str:
    return reverse("petitions:page", args=[petition.pk])


def trail_to(petition: Petition) -> list[tuple[str, str]]:
    return [(reverse(INDEX), "Petitions"), (page_of(petition), petition.title)]


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


class PetitionStep(Step):
    """Asks, then does one thing with a petition."""

    icon = "edit"
    refusals = REFUSALS
    permission = CHANGE

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(self.permission))

    def find(self, **kwargs: Any) -> None:
        self.petition = petition_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return trail_to(self.petition)
