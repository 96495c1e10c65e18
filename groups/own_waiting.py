"""What waits for those who decide about groups."""

from typing import Any

from django.urls import reverse

from groups import permissions
from groups.selectors import applications
from pages import waiting
from pages.waiting import Waiting


def to_decide(user: Any) -> list[Waiting]:
    found = applications.oldest() if permissions.may_review(user) else None
    if found is None:
        return []
    words = "1 group waits" if found["number"] == 1 else f"{found['number']} groups wait"
    sentence = f"{words} for a decision, the oldest since {found['since']:%-d %B}."
    return [Waiting(sentence, reverse("group_applications:index"))]


def register() -> None:
    waiting.register(to_decide)
