"""What the nights before have done of training, so that the next finds nothing to do: noted, and told to nobody."""

from django.utils import timezone

from groups.models import CommunityGroup
from people.clocks import months_after
from training.models import Digest
from training.selectors import group_training
from training.selectors import reminders as to_remind
from training.services import digests, health, reminders, updates


def make() -> None:
    """Safe to repeat."""
    updates.note()
    note_reminders()
    note_digests()
    health.derive()


def note_reminders() -> None:
    today = timezone.localdate()
    awards = to_remind.with_owner(today, to_remind.keys(today))
    choices = reminders.choices_of([award.person_id for award in awards])
    reminders.note([reminders.Due(award, choices[award.person_id]) for award in awards])


def note_digests() -> None:
    today = timezone.localdate()
    month = today.replace(day=1)
    groups: list[CommunityGroup] = list(digests.due(month))
    told = group_training.to_tell([group.pk for group in groups], on=today, since=months_after(month, -1))
    Digest.objects.bulk_create(
        Digest(group=group, month=month, was_sent=not told[group.pk].is_empty) for group in groups
    )
