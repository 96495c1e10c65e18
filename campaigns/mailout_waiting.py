"""What waits for those who write, approve and send mail-outs, on the home of the admin."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.selectors.mailout_harm import STOPPED, pause_in_words
from pages import waiting
from pages.waiting import Waiting

SHOWN = 10
TOLD_FOR = timedelta(days=7)  # how long staff are told that one was stopped for good
UNFINISHED = (MailoutState.DRAFT, MailoutState.IN_REVIEW, MailoutState.APPROVED, MailoutState.PAUSED)


def mailouts(user: Any) -> list[Waiting]:
    may = {does for does in ("change", "approve", "send") if user.has_perm(f"campaigns.{does}_mailout")}
    if not may:
        return []
    stopped = Q(state=MailoutState.CANCELLED, because__startswith=STOPPED, finished_at__gt=timezone.now() - TOLD_FOR)
    found = Mailout.objects.filter(Q(state__in=UNFINISHED) | stopped).defer("body")[: 3 * SHOWN]
    said = [(mailout, sentence(mailout, user, may)) for mailout in found]
    return [Waiting(words, reverse("mailouts:page", args=[mailout.pk])) for mailout, words in said if words][:SHOWN]


def sentence(mailout: Mailout, user: Any, may: set[str]) -> str:
    """Empty where this member of staff can do nothing about it."""
    name = f'The mail-out "{mailout.title}"'
    why = f": {mailout.because}" if mailout.because else "."
    match mailout.state:
        case MailoutState.DRAFT:
            return f"{name} is a draft{why}" if "change" in may else ""
        case MailoutState.IN_REVIEW:
            own = user.pk in (mailout.submitted_by_id, mailout.changed_by_id)
            return f"{name} waits for your approval." if "approve" in may and not own else ""
        case MailoutState.APPROVED:
            return f"{name} is approved and can be sent." if "send" in may else ""
        case MailoutState.PAUSED:
            return f"{name} {pause_in_words(mailout.because)}" if "send" in may else ""
        case _:
            return f"{name} leaves no more{why}" if "send" in may else ""


def register() -> None:
    waiting.register(mailouts)
