"""Reminding people that their training runs out, each once of each end, whatever happened since we last looked."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mail.models import Delivery
from mail.services import deliveries
from people.services import people
from training import reminding
from training.models import Award, Reminded, ReminderChoice
from training.selectors import reminders as selectors

KIND = "training_reminder"
SLICE = 500


class Due(NamedTuple):
    award: Any  # with `end` and `rule`
    choice: ReminderChoice


def remind() -> int:
    """Queue what is due; returns how many. Safe to repeat, to be stopped anywhere, and at once by many."""
    keys = selectors.keys(timezone.localdate())
    return sum(remind_some(keys[first : first + SLICE]) for first in range(0, len(keys), SLICE))


@transaction.atomic
def remind_some(keys: list[int]) -> int:
    """Looks again under the locks on addresses: whoever renews, opts out or is erased comes before or after."""
    people.lock_addresses(Award.objects.filter(pk__in=keys).values_list("person__address_id", flat=True))
    awards = selectors.with_owner(timezone.localdate(), keys)
    choices = choices_of([award.person_id for award in awards])
    found = [Due(award, choices[award.person_id]) for award in awards]
    note(found)
    Delivery.objects.bulk_create([message(each) for each in found])
    return len(found)


def choices_of(owners: Sequence[int]) -> dict[int, ReminderChoice]:
    known = ReminderChoice.objects.filter(person__in=owners)
    fresh = sorted(set(owners) - set(known.values_list("person_id", flat=True)))
    ReminderChoice.objects.bulk_create([ReminderChoice(person_id=owner) for owner in fresh], ignore_conflicts=True)
    return {choice.person_id: choice for choice in known.all()}


def note(found: Sequence[Due]) -> None:
    """A rule that is noted already breaks the transaction: nothing is sent twice."""
    Reminded.objects.bulk_create(Reminded(award=award, rule=award.rule, of_end=award.end) for award, _ in found)
    Reminded.objects.bulk_create(
        (
            Reminded(award=award, rule=rule, of_end=award.end, was_passed_over=True)
            for award, _ in found
            for rule in reminding.passed_over(award.rule)
        ),
        ignore_conflicts=True,
    )


def message(each: Due) -> Delivery:
    award, choice = each
    context = {
        "name": award.person.name,
        "course": award.course.title,
        "last": str(award.end),
        "is_over": award.end < timezone.localdate(),
        "course_path": reverse("training_course", args=[award.course.slug]),
        "stop_path": reverse("training_stop_reminders", args=[choice.token]),
        "choice": choice.pk,
    }
    delivery = deliveries.unsaved(kind=KIND, domain=award.canonical.rpartition("@")[2], context=context)
    delivery.address_id = award.person.address_id
    return delivery
