"""Forgetting who took a quiz: at erasure, and where it led to nothing. What it told of the questions stays."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.services import erasure, people
from training.enums import AttemptState
from training.models import Attempt, QuizEntry, UpdateHolder
from training.models.quiz import QuizAttemptQuerySet
from training.services import item_statistics


def old(before: datetime) -> QuizAttemptQuerySet:
    """Begun before that moment, and no award rests on them."""
    passed = Attempt.objects.of_course().filter(state=AttemptState.PASSED)
    return Attempt.objects.over().filter(begun_at__lt=before).exclude(pk__in=passed.values("pk"))


@transaction.atomic
def forget(rows: Sequence[Attempt], *, before: datetime) -> None:
    """With whoever is known for nothing else. What their answers tell of the questions is kept."""
    owners = Person.objects.filter(attempts__in=[row.pk for row in rows]).distinct()
    people.lock_addresses(owners.values_list("address_id", flat=True))
    known = list(owners)
    still = old(before).filter(pk__in=[row.pk for row in rows])
    item_statistics.keep_sums_of(still)
    QuizEntry.objects.filter(attempt__in=still).delete()
    Attempt.objects.filter(pk__in=list(still.values_list("pk", flat=True))).delete()
    for person in known:
        erasure.forget_if_unused(person)


def erase_attempts(person: Person) -> int:
    """What they answered stays, of nobody; what is open ends."""
    theirs = Attempt.objects.filter(person=person)
    QuizEntry.objects.filter(attempt__in=theirs).update(attempt=None, proved_at=None)
    theirs.open().update(state=AttemptState.ENDED, ends_at=timezone.now(), right=0, critical_wrong=0)
    return theirs.update(person=None, name="", is_adult=True)


def erase_entries(person: Person) -> int:
    return QuizEntry.objects.filter(person=person).delete()[0]


def erase_holders(person: Person) -> int:
    return UpdateHolder.objects.filter(person=person).delete()[0]
