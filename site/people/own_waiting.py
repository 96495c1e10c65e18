"""What waits for data protection officers: requests that are due, and retention rules that are not carried out."""

from typing import Any

from django.urls import reverse

from pages import waiting
from pages.waiting import Waiting
from people import clocks, permissions
from people.models import DataRequest
from people.selectors import retention

SHOWN = 5  # a longer list is not read


def pressing_requests(user: Any) -> list[Waiting]:
    if not permissions.may_answer_requests(user):
        return []
    pressing = DataRequest.objects.pressing().order_by("due_on", "pk").only("reference", "kind", "due_on")
    return [
        Waiting(
            f"{found.reference} ({found.get_kind_display()}): {clocks.in_words(found.due_on)}.",
            reverse("desk_requests:edit", args=[found.pk]),
        )
        for found in pressing[:SHOWN]
    ]


def broken_retention(user: Any) -> list[Waiting]:
    if not permissions.may_see_people(user):
        return []
    wrong = retention.what_is_wrong()
    return [Waiting(wrong, reverse("desk_retention:index"))] if wrong else []


def register_own() -> None:
    waiting.register(pressing_requests)
    waiting.register(broken_retention)
