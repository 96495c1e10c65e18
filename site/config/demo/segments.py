"""Saved segments of the demonstration: one by what people did for a campaign, one by where they live."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from campaigns import audiences
from campaigns.models import LetterAction, Petition, Segment
from config.demo.letters_words import YEAR
from config.demo.mailouts_readers import PETITION
from people.models import User

SIGNED_ONLY, IN_LONDON = "Signed, and has not written yet", "London"
SAVED = timedelta(days=12)  # ago


def make(*, by: User) -> None:
    petition, action = Petition.objects.get(slug=PETITION), LetterAction.objects.get(slug=YEAR)
    save(
        SIGNED_ONLY, [{"is": "signed", "petition": petition.pk}, {"is": "wrote", "action": action.pk, "not": True}], by
    )
    save(IN_LONDON, [{"is": "region", "region": "london"}], by)


def save(name: str, conditions: list[dict[str, Any]], by: User) -> None:
    """As the form keeps it."""
    audience = audiences.parse({"groups": [{"conditions": conditions}]})
    made = Segment.objects.create(
        name=name, conditions=audience.as_json(), reveals_opinion=audience.reveals_opinion, created_by=by
    )
    at = timezone.now() - SAVED
    Segment.objects.filter(pk=made.pk).update(created_at=at, updated_at=at)
