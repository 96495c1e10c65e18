"""What waits for staff since so much came back to a letter that more of it is not kept."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from campaigns.models import LetterAnswer
from campaigns.services.answers import MOST
from pages import waiting
from pages.waiting import Waiting

SHOWN = 5
LATELY = timedelta(days=30)


def floods(user: Any) -> list[Waiting]:
    if not user.has_perm("campaigns.change_letteranswer"):
        return []
    lately = LetterAnswer.objects.filter(received_at__gt=timezone.now() - LATELY).order_by()
    full = lately.values_list("letter").annotate(number=Count("pk")).filter(number__gte=MOST).order_by("letter")[:SHOWN]
    return [
        Waiting(f"{number} messages came back to letter {letter}. No more are kept.", reverse("letter_answers:index"))
        for letter, number in full
    ]


def register() -> None:
    waiting.register(floods)
