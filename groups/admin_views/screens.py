"""What the screens of groups that apply have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from groups import permissions
from groups.models import CommunityGroup
from groups.services import membership, registering, states
from people.admin_views.screens import Step
from people.services import accounts

FOLDER = "groups/admin"
INDEX = "group_applications:index"
REFUSALS: dict[type[Exception], str] = {
    states.WrongState: "Somebody else took a step since you opened this screen. Go back and look at its state.",
    registering.Incomplete: "A part of the registration is empty. Ask the applicant for it.",
    membership.TooMany: "This group sent too many invitations today. Try again tomorrow.",
    accounts.LoginOfAnother: "The applicant's address is the login of somebody else. Ask them for another address.",
}


def group_or_404(pk: int) -> CommunityGroup:
    related = ("registration__person", "registration__address", "constituency", "outcode")
    return get_object_or_404(CommunityGroup.objects.select_related(*related), pk=pk)


def page_of(group: CommunityGroup) -> str:
    return reverse("group_applications:page", args=[group.pk])


def trail_to(group: CommunityGroup) -> list[tuple[str, str]]:
    return [(reverse(INDEX), "Groups that apply"), (page_of(group), group.name or "A group without a name")]


def require(request: HttpRequest) -> None:
    if not permissions.may_review(request.user):
        raise PermissionDenied


class GroupStep(Step):
    """Asks, then does one thing with a group."""

    icon = "group"
    refusals = REFUSALS

    def allowed(self) -> bool:
        return permissions.may_review(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.group = group_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return trail_to(self.group)
