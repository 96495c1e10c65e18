"""What waits for whoever looks after the post room."""

from typing import Any

from django.urls import reverse

from mail import selectors
from pages import waiting
from pages.waiting import Waiting

MOST = selectors.MOST_UNCERTAIN


def uncertain(user: Any) -> list[Waiting]:
    if not user.has_perm("mail.change_delivery"):
        return []
    number = selectors.uncertain()[: MOST + 1].count()
    if not number:
        return []
    many = f"More than {MOST} messages" if number > MOST else f"{number} messages"
    who = "1 message was" if number == 1 else f"{many} were"
    return [Waiting(f"{who} perhaps sent: say which.", reverse("deliveries:index"))]


def register_own() -> None:
    waiting.register(uncertain)
