"""Queuing messages to groups, slice by slice. Whatever ends a run, the next one goes on where its last slice ended."""

import time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from groups.enums import MessageState
from groups.models import CommunityGroup, GroupMessage, GroupMessageChoice
from groups.selectors import messages as selectors
from groups.services.messages import TO_LEADERS, TO_MEMBERS
from mail import address_book
from mail.models import Delivery
from mail.services import deliveries
from people.models import Address, User
from people.services import people

SLICE = 200  # addresses in one transaction
SECONDS = 20  # that one run goes on for
MOST_FAILURES = 5  # of one message; then it is stopped, and staff see it
Contexts = dict[int, dict[str, Any]]


def queue(seconds: float = SECONDS) -> int:
    """Queue what was given out; returns how many messages. Safe to repeat, and at once by many."""
    until, queued = time.monotonic() + seconds, 0
    for pk in GroupMessage.objects.sending().order_by("pk").values_list("pk", flat=True):
        while (made := one_slice(pk)) is not None:
            queued += made
            if time.monotonic() > until:
                return queued
    return queued


def one_slice(pk: int) -> int | None:
    """None where there is no more of it. What fails is tried again by the next run, five times at most."""
    try:
        return queue_slice(pk)
    except Exception:
        note_failure(pk)
        raise


@transaction.atomic
def note_failure(pk: int) -> None:
    GroupMessage.objects.sending().filter(pk=pk).update(failures=F("failures") + 1)
    spent = GroupMessage.objects.sending().filter(pk=pk, failures__gte=MOST_FAILURES)
    spent.update(state=MessageState.STOPPED, reason="It could not be queued. Tell whoever looks after the machine.")


@transaction.atomic
def queue_slice(pk: int) -> int | None:
    """The next addresses, and with them the place to go on from, in one transaction.

    Addresses are locked before the message, and who is at them is read under their locks: whoever stops these messages
    or is erased meanwhile comes wholly before or wholly after.
    """
    seen = GroupMessage.objects.sending().select_related("group").filter(pk=pk).first()
    if seen is None:
        return None
    slice_ = selectors.addresses(selectors.readers(seen), after=seen.queued_to, most=SLICE)
    people.lock_addresses(slice_)
    still = GroupMessage.objects.sending().select_for_update(of=("self",)).filter(pk=pk, queued_to=seen.queued_to)
    if not still.exists():
        return 0  # another worker was quicker, or it was stopped, which the next look finds
    if not slice_:
        GroupMessage.objects.filter(pk=pk).update(state=MessageState.SENT, sent_at=timezone.now())
        return None
    made = write_down(seen, contexts(seen, slice_))
    GroupMessage.objects.filter(pk=pk).update(queued_to=slice_[-1], reached=F("reached") + made)
    return made


def write_down(message: GroupMessage, filled: Contexts) -> int:
    kind = TO_LEADERS if message.group is None else TO_MEMBERS
    domains = dict(Address.objects.filter(pk__in=filled).values_list("pk", "canonical"))
    rows = []
    for address_id, context in sorted(filled.items()):
        domain = domains[address_id].rpartition("@")[2]
        row = deliveries.unsaved(kind=kind, domain=domain, context=context)
        row.address_id = address_id
        rows.append(row)
    return len(Delivery.objects.bulk_create(rows))


def contexts(message: GroupMessage, slice_: list[int]) -> Contexts:
    """What fills the message to each of these addresses, as far as they are still written to."""
    rows = selectors.readers(message)
    if message.group is None:
        groups = selectors.first_of(rows, "group", slice_)
        known = CommunityGroup.objects.in_bulk(set(groups.values()))
        return {address: to_leader(message, known[key]) for address, key in groups.items()}
    return to_members(message, message.group, selectors.first_of(rows, "root", slice_))


def to_members(message: GroupMessage, group: CommunityGroup, people_at: dict[int, int]) -> Contexts:
    fresh = [GroupMessageChoice(group=group, person_id=person) for person in sorted(people_at.values())]
    GroupMessageChoice.objects.bulk_create(fresh, ignore_conflicts=True)
    found = GroupMessageChoice.objects.filter(group=group, person__in=people_at.values())
    choices = {choice.person_id: choice for choice in found}
    return {address: to_member(message, group, choices[person]) for address, person in people_at.items()}


def to_leader(message: GroupMessage, group: CommunityGroup) -> dict[str, Any]:
    return {
        "message": message.pk,
        "headline": message.subject,
        "body": message.body,
        "group": group.name,
        "message_path": reverse("group_message", args=[group.slug, message.pk]),
    }


def to_member(message: GroupMessage, group: CommunityGroup, choice: GroupMessageChoice) -> dict[str, Any]:
    return {
        "message": message.pk,
        "choice": choice.pk,
        "headline": message.subject,
        "body": message.body,
        "group": group.name,
        "contact_path": reverse("group_contact", args=[group.slug]),
        "stop_path": reverse("group_stop_messages", args=[group.slug, choice.token]),
    }


def as_it_arrives(message: GroupMessage) -> tuple[str, dict[str, Any]]:
    """The kind of message, and what fills it for somebody; for a look before it is sent."""
    if message.group is not None:
        return TO_MEMBERS, to_member(message, message.group, GroupMessageChoice(token="sample"))  # noqa: S106
    group = CommunityGroup(name="ACTFORJUSTICE (your group)", slug="your-group")
    return TO_LEADERS, to_leader(message, group)


@transaction.atomic
def try_out(message: GroupMessage, *, by: User) -> Delivery:
    """To the address of whoever asks and to no other."""
    kind, context = as_it_arrives(message)
    address_id = address_book.current().own(by)
    return deliveries.queue(kind=kind, address_id=address_id, context={**context, "message": 0, "is_test": True})
