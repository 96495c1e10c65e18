"""What waits for those who write, approve and run series, on the home of the admin."""

from typing import Any

from django.urls import reverse

from campaigns.mailout_enums import SeriesState
from campaigns.models import Series
from campaigns.selectors import series_harm
from campaigns.selectors.mailout_harm import pause_in_words
from campaigns.services import series as lives
from pages import waiting
from pages.waiting import Waiting

SHOWN = 10


def series(user: Any) -> list[Waiting]:
    may_send, may_approve = (user.has_perm(f"campaigns.{does}_mailout") for does in ("send", "approve"))
    states = [*([SeriesState.PAUSED] if may_send else []), *([SeriesState.IN_REVIEW] if may_approve else [])]
    found = Series.objects.filter(state__in=states).order_by("pk")[:SHOWN] if states else ()
    said = [(each, sentence(each, user)) for each in found]
    return [Waiting(words, reverse("series:page", args=[each.pk])) for each, words in said if words]


def sentence(each: Series, user: Any) -> str:
    """Empty where this member of staff can do nothing about it."""
    name = f'The series "{each.title}"'
    if each.state == SeriesState.PAUSED:
        return f"{name} {pause_in_words(series_harm.why_stopped(each))}"
    own = user.pk == each.submitted_by_id or user.pk in lives.writers(each)
    return "" if own else f"{name} waits for your approval."


def register() -> None:
    waiting.register(series)
