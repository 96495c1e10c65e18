"""What the screens of groups that apply have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from groups import permissions
from groups.enums import GroupState
from groups.models import CommunityGroup
from groups.services import membership, registering, states
from people.admin_views.screens import Step
from people.services import accounts

FOLDER = "groups/admin"
INDEX = "group_applications:index"
NAMELESS = "A group without a name"
REFUSALS: dict[type[Exception], str] = {
    states.WrongState: "Somebody else took a step since you opened this screen. Go back and look at its state.",
    registering.Incomplete: "A part of the registration is empty. Ask the applicant for it.",
    membership.Stopped: "The applicant may invite nobody. Look at the reported invitations first.",
    membership.TooMany: "This group sent too many invitations today. Try again tomorrow.",
    accounts.LoginOfAnother: "The applicant's address is the login of somebody else. Ask them for another address.",
}


def group_or_404(pk: int) -> CommunityGroup:
    related = ("registration__person", "registration__address", "constituency", "outcode")
    return get_object_or_404(CommunityGroup.objects.select_related(*related), pk=pk)


def page_of(group: CommunityGroup) -> str:
    return reverse("group_applications:page", args=[group.pk])


def trail_to(group: CommunityGroup) -> list[tuple[str, str]]:
    return [(reverse(INDEX), "Groups that apply"), (page_of(group), group.name or NAMELESS)]


def start() -> tuple[str, str]:
    return (reverse("community_groups:index"), "All groups")


def trail_to_page(group: CommunityGroup) -> list[tuple[str, str]]:
    return [start(), (reverse("community_groups:page", args=[group.pk]), group.name or NAMELESS)]


def require(request: HttpRequest) -> None:
    if not permissions.may_review(request.user):
        raise PermissionDenied


class GroupStep(Step):
    """Asks, then does one thing with a group."""

    icon = "group"
    refusals = REFUSALS

    def allowed(self) -> bool:
        return permissions.may_review(self.request.user)

    @property
    def may_see(self) -> bool:
        return permissions.may_see_groups(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.group = group_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        """To where it is dealt with: a group that began is one of all groups, and no application any more."""
        has_begun = self.group.state in (GroupState.APPROVED, GroupState.CLOSED)
        return trail_to_page(self.group) if has_begun and self.may_see else trail_to(self.group)
