"""How many letters there are: those that their writers confirmed and that leave or left."""

from collections.abc import Mapping

from django.db.models import Count
from django.db.models.functions import Coalesce

from campaigns.models import Letter, LetterAction

UNDER = 5  # ground rule: nothing smaller is shown


def of_action(action: LetterAction) -> int:
    return Letter.objects.counted().filter(action=action).count()


def of_actions(actions: list[LetterAction]) -> dict[int, int]:
    """By the key of each; in one query."""
    rows = Letter.objects.counted().filter(action__in=actions).values("action").annotate(number=Count("pk"))
    return {row["action"]: row["number"] for row in rows.order_by()}


def by_constituency(action: LetterAction | None = None) -> Mapping[int, int]:
    """By the key of the constituency that their writers live in; of all actions where none is named."""
    rows = Letter.objects.counted()
    if action is not None:
        rows = rows.filter(action=action)
    home = Coalesce("constituency_chosen", "constituency_found")
    found = rows.annotate(home=home).exclude(home=None).values("home").annotate(number=Count("pk")).order_by()
    return {row["home"]: row["number"] for row in found}
