"""The inbox of replies to mail-outs: read one, say that it is dealt with, record that somebody objects."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.log_actions import registry

from campaigns.admin_forms.letter_desk import keys
from campaigns.admin_views.screens import require
from campaigns.mailout_enums import BY_PEOPLE, ReplySort
from campaigns.models import MailoutReply
from campaigns.selectors import mailout_inbox as selectors
from campaigns.services import mailout_inbox
from people.admin_views.screens import Step, officer, show
from people.enums import Access
from people.services import access

FOLDER = "campaigns/admin/replies"
CHANGE = "campaigns.change_mailoutreply"
INDEX, PAGE = "mailout_replies:index", "mailout_replies:page"
TITLE, ICON = "Replies to mail-outs", "comment"
ON_A_SCREEN, LISTED = 50, 25


def reply_or_404(pk: int) -> MailoutReply:
    related = ("mailout", "step__series", "address", "done_by")
    return get_object_or_404(MailoutReply.objects.select_related(*related), pk=pk)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """It says what somebody thinks: reading it is written down."""
    require(request, CHANGE)
    reply = reply_or_404(pk)
    owners = selectors.owners(reply)
    for person in owners:
        access.record(Access.VIEWED, by=officer(request), person=person, reason=f"Reply {pk} to a mail-out")
    return show(
        request,
        "reply",
        folder=FOLDER,
        title=f"Reply {pk}",
        icon=ICON,
        trail=[(reverse(INDEX), TITLE)],
        reply=reply,
        is_report=reply.sort == ReplySort.REPORT,
        asks_to_stop=reply.sort == ReplySort.STOP,
        is_of_person=reply.sort in BY_PEOPLE,
        is_known=bool(owners),
        was_written_to=selectors.was_written_to(reply),
        history=registry.get_logs_for_instance(reply).select_related("user")[:LISTED],
    )


@require_POST
def done(request: HttpRequest) -> HttpResponse:
    """One or many that were ticked: they stand in the inbox no longer."""
    require(request, CHANGE)
    number = mailout_inbox.mark_done(keys(request.POST.getlist("ticked"))[:ON_A_SCREEN], by=officer(request))
    if number:
        messages.success(request, "1 reply is dealt with." if number == 1 else f"{number} replies are dealt with.")
    else:
        messages.warning(request, "Nothing was ticked, or somebody else was quicker.")
    return redirect(f"{reverse(INDEX)}?done=false")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, CHANGE)
    if mailout_inbox.reopen(reply_or_404(pk), by=officer(request)):
        messages.success(request, "It waits again.")
    return redirect(PAGE, pk)


class ObjectStep(Step):
    title, button, icon = "Record that they object", "Record it", "cross"

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(CHANGE))

    def find(self, **kwargs: Any) -> None:
        self.reply = reply_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), TITLE), (reverse(PAGE, args=[self.reply.pk]), f"Reply {self.reply.pk}")]

    def explanation(self) -> list[str]:
        if self.reply.address is None:
            return [
                "We know nobody at the address that this came from. Ask them at which address they get our messages."
            ]
        return [
            "Whoever has this address gets no more news and no more appeals from us, at any address of theirs, also "
            "where they agreed to them. Only what they ask for themselves still reaches them, such as a code.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        if mailout_inbox.record_objection(self.reply, by=self.by):
            return "Their objection is recorded, and the reply is dealt with."
        return "We know nobody at this address, so nothing was recorded."
