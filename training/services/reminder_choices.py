"""Being reminded that training runs out, or not: what the link in each reminder leads to."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mail.models import Delivery
from mail.services import outcomes
from people.services import people
from training.models import ReminderChoice
from training.services.reminders import KIND


@transaction.atomic
def stop(choice: ReminderChoice) -> bool:
    """None that waits leaves, and none is queued any more. True the first time."""
    people.lock_addresses(addresses(choice))
    done = bool(ReminderChoice.objects.filter(pk=choice.pk, stopped_at=None).update(stopped_at=timezone.now()))
    theirs = Delivery.objects.filter(kind=KIND, address__in=addresses(choice), context__choice=choice.pk)
    outcomes.cancel(theirs.waiting(), "Its reader wants no more reminders.")
    return done


@transaction.atomic
def start_again(choice: ReminderChoice) -> bool:
    """Also where somebody stopped them in another record that was found to be theirs. False where nobody had."""
    people.lock_addresses(addresses(choice))
    root = choice.person.merged_into_id or choice.person_id
    theirs = ReminderChoice.objects.filter(Q(person=root) | Q(person__merged_into=root))
    return bool(theirs.filter(stopped_at__isnull=False).update(stopped_at=None))


def addresses(choice: ReminderChoice) -> list[int]:
    person = choice.person
    return sorted({person.address_id, (person.merged_into or person).address_id})
