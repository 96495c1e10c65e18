"""What the screens of mail-outs have in common."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns import audiences
from campaigns.models import Mailout
from campaigns.selectors import audiences as selectors
from campaigns.services import life, mailouts
from people.admin_views.screens import Step

FOLDER, ICON, INDEX = "campaigns/admin/mailouts", "mail", "mailouts:index"
SEE, ADD, CHANGE, APPROVE, SEND = (f"campaigns.{does}_mailout" for does in ("view", "add", "change", "approve", "send"))
CHANGE_SEGMENT = "campaigns.change_segment"
REFUSALS: dict[type[Exception], str] = {
    life.WrongState: "Somebody else took a step since you opened this screen. Go back and look how it stands.",
    life.SamePerson: "You wrote it or handed it in: somebody else has to approve it.",
    life.Changed: "It shows something else than what was read. Go back and read it again.",
    life.Frozen: "It is on its way or over, so it stays as it is.",
    mailouts.NotReady: "",
    mailouts.InThePast: "This time is over. Name one that is still to come.",
    audiences.BadAudience: "",
}


class ItsAudience(NamedTuple):
    """Whom a mail-out is for; where that can't be read any more, `error` says why."""

    says: str = ""
    number: int = 0
    when: str = ""  # the number was right
    reveals_opinion: bool = False
    error: str = ""


def mailout_or_404(pk: int) -> Mailout:
    related = ("campaign", "created_by", "submitted_by", "changed_by", "approved_by", "mailing", "segment")
    return get_object_or_404(Mailout.objects.select_related(*related), pk=pk)


def page_of(mailout: Mailout) -> str:
    return reverse("mailouts:page", args=[mailout.pk])


def start() -> tuple[str, str]:
    return (reverse(INDEX), "Mail-outs")


def trail_to(mailout: Mailout) -> list[tuple[str, str]]:
    return [start(), (page_of(mailout), mailout.title)]


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def audience_of(mailout: Mailout, *, counts: bool = True) -> ItsAudience:
    try:
        audience = audiences.parse(mailout.conditions)
        says = audiences.sentence(audience, purpose=mailout.purpose, rest_days=mailout.rest_days)
        counted = selectors.count(audience, mailout.purpose, mailout.rest_days) if counts else selectors.Counted(0)
    except audiences.BadAudience as bad:
        return ItsAudience(error=str(bad))
    return ItsAudience(says, counted.number, counted.when, audience.reveals_opinion)


class MailoutStep(Step):
    """Asks, then does one thing with a mail-out."""

    icon, refusals, permission = ICON, REFUSALS, CHANGE

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(self.permission))

    def find(self, **kwargs: Any) -> None:
        self.mailout = mailout_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return trail_to(self.mailout)
