"""Getting what the leaders of a group write, or not: what a link in each message leads to, and what is remembered."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from groups.models import GroupMessageChoice
from groups.services.messages import TO_MEMBERS
from mail.models import Delivery
from mail.services import outcomes
from people.services import people


@transaction.atomic
def stop(choice: GroupMessageChoice) -> bool:
    """None that waits leaves, and none is queued any more. True the first time."""
    people.lock_addresses(addresses(choice))
    fresh = GroupMessageChoice.objects.filter(pk=choice.pk, stopped_at=None)
    done = bool(fresh.update(stopped_at=timezone.now()))
    theirs = Delivery.objects.filter(kind=TO_MEMBERS, address__in=addresses(choice), context__choice=choice.pk)
    outcomes.cancel(theirs.waiting(), "Its reader wants no more messages of this group.")
    return done


@transaction.atomic
def start_again(choice: GroupMessageChoice) -> bool:
    """Also where somebody stopped them in another record that was found to be theirs. False where nobody had."""
    people.lock_addresses(addresses(choice))
    root = choice.person.merged_into_id or choice.person_id
    theirs = GroupMessageChoice.objects.filter(Q(person=root) | Q(person__merged_into=root), group=choice.group_id)
    return bool(theirs.filter(stopped_at__isnull=False).update(stopped_at=None))


def addresses(choice: GroupMessageChoice) -> list[int]:
    person = choice.person
    found = {person.address_id, person.merged_into.address_id if person.merged_into else person.address_id}
    return sorted(found)
