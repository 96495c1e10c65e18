"""Replies to mail-outs, and lists of supporters, that wait for staff, on the home of the admin."""

from typing import Any

from django.urls import reverse

from campaigns.mailout_enums import ImportState, ReplySort
from campaigns.models import SupporterImport
from campaigns.selectors import mailout_inbox
from pages import waiting
from pages.waiting import Waiting

SHOWN = 5
LISTS = {
    ImportState.UPLOADED: 'The columns of the list "{}" are to be matched.',
    ImportState.CHECKED: 'The list "{}" can be looked at and brought in.',
}


def replies(user: Any) -> list[Waiting]:
    """What may be about somebody in danger stands apart, and first."""
    if not user.has_perm("campaigns.change_mailoutreply"):
        return []
    rows, inbox = mailout_inbox.waiting(), reverse("mailout_replies:index")
    reports = len(rows.filter(sort=ReplySort.REPORT).order_by().values("pk")[: mailout_inbox.MOST_COUNTED])
    others = len(rows.exclude(sort=ReplySort.REPORT).order_by().values("pk")[: mailout_inbox.MOST_COUNTED])
    found = []
    if reports:
        words = "1 reply to a mail-out" if reports == 1 else f"{reports} replies to mail-outs"
        found.append(
            Waiting(f"{words} may be about somebody in danger. Read it now.", f"{inbox}?sort=report&done=false")
        )
    if others:
        more = " or more" if others == mailout_inbox.MOST_COUNTED else ""
        words = "1 reply to a mail-out is" if others == 1 else f"{others}{more} replies to mail-outs are"
        found.append(Waiting(f"{words} new.", f"{inbox}?done=false"))
    return found


def lists(user: Any) -> list[Waiting]:
    if not user.has_perm("campaigns.add_supporterimport"):
        return []
    return [
        Waiting(
            LISTS[ImportState(batch.state)].format(batch.file_name), reverse("supporter_imports:page", args=[batch.pk])
        )
        for batch in SupporterImport.objects.filter(state__in=LISTS)[:SHOWN]
    ]


def register() -> None:
    waiting.register(replies)
    waiting.register(lists)
