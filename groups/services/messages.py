"""Messages to groups, and to the members of one: written, looked at by a second person, refused, stopped.

Staff write to the leaders of the groups that they choose, and somebody else sends it. What a leader writes first to the
members of a group waits for staff; what they write later leaves at once, as often as a group may.
"""

import hashlib
import json
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from groups.audience import Audience
from groups.enums import MessageState
from groups.models import CommunityGroup, GroupMessage, GroupMessageReading, GroupMessageTo
from groups.selectors import messages as selectors
from groups.services import membership
from mail.models import Delivery
from mail.models.delivery import DeliveryQuerySet
from mail.services import deliveries, outcomes
from people.models import Person, User
from people.services import people

A_DAY, MOST_A_DAY = timedelta(days=1), 2
A_MONTH, MOST_A_MONTH = timedelta(days=30), 8
TO_LEADERS, TO_MEMBERS, REFUSED = "leaders_message", "members_message", "members_message_refused"
AT_ONCE = 1000


class SamePerson(Exception):
    """Nobody sends what they wrote themselves."""


class Changed(Exception):
    """It is not what was looked at."""


class WrongState(Exception):
    """Somebody else took a step, or it is over."""


class NobodyReads(Exception):
    """Nobody is there who could be written to."""


class TooMany(Exception):
    """The group wrote as often as it may; `again_at` says when it may again."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at)
        self.again_at = again_at


@transaction.atomic
def draft(*, subject: str, body: str, audience: Audience, by: User) -> GroupMessage:
    made = GroupMessage.objects.create(subject=subject, body=body, filter=audience.kept, by_user=by)
    log(made, "group_message.draft", user=by)
    return made


@transaction.atomic
def change(message: GroupMessage, *, subject: str, body: str, audience: Audience, by: User) -> None:
    """Whoever changed it last has written it, and can't send it. Raises WrongState."""
    drafts = GroupMessage.objects.of_charity().filter(pk=message.pk, state=MessageState.DRAFT)
    if not drafts.update(subject=subject, body=body, filter=audience.kept, by_user=by):
        raise WrongState
    log(message, "group_message.change", user=by)


@transaction.atomic
def discard(message: GroupMessage, *, by: User | None) -> None:
    """Raises WrongState."""
    log(message, "group_message.discard", user=by)
    if not GroupMessage.objects.of_charity().filter(pk=message.pk, state=MessageState.DRAFT).delete()[0]:
        raise WrongState


def stamp(message: GroupMessage) -> str:
    """Tells one version of a message from another."""
    chosen = json.dumps(message.filter, sort_keys=True)
    return hashlib.sha256("\0".join((chosen, message.subject, message.body)).encode()).hexdigest()


@transaction.atomic
def send(message: GroupMessage, *, by: User, seen: str = "") -> None:
    """Give it out: the groups that it is for are noted down, and its messages are queued from now on.

    Raises WrongState, SamePerson and NobodyReads; and Changed where `seen`, the stamp of what was read, is another.
    """
    locked = lock(message)
    if locked.state != MessageState.DRAFT or locked.group_id is not None:
        raise WrongState
    if locked.by_user_id == by.pk:
        raise SamePerson
    if seen and seen != stamp(locked):
        raise Changed
    note_groups(locked)
    give_out(locked, by=by)
    log(locked, "group_message.send", user=by)


def lock(message: GroupMessage) -> GroupMessage:
    return GroupMessage.objects.select_for_update(of=("self",)).select_related("group").get(pk=message.pk)


def note_groups(message: GroupMessage) -> None:
    keys = Audience.read(message.filter).groups().order_by("pk").values_list("pk", flat=True)
    rows = [GroupMessageTo(message=message, group_id=key) for key in keys]
    GroupMessageTo.objects.bulk_create(rows, batch_size=AT_ONCE)


def give_out(message: GroupMessage, *, by: User | None) -> None:
    message.state, message.decided_by, message.decided_at = MessageState.SENDING, by, timezone.now()
    message.expected = selectors.count(selectors.readers(message))
    if not message.expected:
        raise NobodyReads
    message.save(update_fields=["state", "decided_by", "decided_at", "expected"])


@transaction.atomic
def write_to_members(
    *, group: CommunityGroup, subject: str, body: str, by: Person, is_doubtful: bool = False
) -> GroupMessage:
    """From a leader. The first of a group, and one in doubt, waits for staff; any other leaves at once.

    Raises NobodyReads and TooMany.
    """
    membership.lock(group)
    refuse_too_many(group)
    made = GroupMessage.objects.create(
        group=group, subject=subject, body=body, by_person=by, is_doubtful=is_doubtful, state=MessageState.HELD
    )
    if not selectors.count(selectors.members(group)):
        raise NobodyReads
    if not is_doubtful and is_trusted(group):
        give_out(made, by=None)
    return made


def is_trusted(group: CommunityGroup) -> bool:
    """Whether staff let a message of its leaders out before."""
    let_out = selectors.of_group(group).filter(decided_by__isnull=False).exclude(state=MessageState.REFUSED)
    return let_out.exists()


def refuse_too_many(group: CommunityGroup) -> None:
    if (again_at := may_write_from(group)) is not None:
        raise TooMany(again_at)


def may_write_from(group: CommunityGroup) -> datetime | None:
    """None where it may now. What staff refused does not count."""
    written = selectors.of_group(group).exclude(state=MessageState.REFUSED).order_by("-created_at", "-pk")
    now, moments = timezone.now(), []
    for most, period in ((MOST_A_DAY, A_DAY), (MOST_A_MONTH, A_MONTH)):
        newest = list(written.filter(created_at__gt=now - period).values_list("created_at", flat=True)[:most])
        if len(newest) == most:
            moments.append(newest[-1] + period)
    return max(moments, default=None)


@transaction.atomic
def approve(message: GroupMessage, *, by: User) -> None:
    """Let out what a leader wrote. Raises WrongState and NobodyReads."""
    locked = lock(message)
    if locked.state != MessageState.HELD:
        raise WrongState
    give_out(locked, by=by)
    log(locked, "group_message.approve", user=by)


@transaction.atomic
def refuse(message: GroupMessage, *, by: User, reason: str) -> None:
    """It goes to nobody, and its writer is told why. Raises WrongState."""
    writer = writer_of(message)
    if writer is not None:
        people.lock_addresses([writer.address_id])
    locked = lock(message)
    if locked.state != MessageState.HELD:
        raise WrongState
    locked.state, locked.reason = MessageState.REFUSED, reason
    locked.decided_by, locked.decided_at = by, timezone.now()
    locked.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    log(locked, "group_message.refuse", user=by)
    if writer is not None and locked.group is not None:
        context = {
            "group": locked.group.name,
            "headline": locked.subject,
            "reason": reason,
            "messages_path": reverse("group_messages", args=[locked.group.slug]),
        }
        deliveries.queue(kind=REFUSED, address_id=writer.address_id, context=context)


def writer_of(message: GroupMessage) -> Person | None:
    person = message.by_person and (message.by_person.merged_into or message.by_person)
    return person if person and person.erased_at is None else None


@transaction.atomic
def stop(message: GroupMessage, *, by: User | None = None) -> int:
    """By staff, or by whoever leads the group. Returns how many messages did not leave that were queued already.

    Raises WrongState where all of it has left, or it was stopped or refused before.
    """
    locked = lock(message)
    if locked.state not in (MessageState.HELD, MessageState.SENDING, MessageState.SENT):
        raise WrongState
    stopped = outcomes.cancel(queued(locked).waiting(), "The whole message was stopped.")
    if locked.state == MessageState.SENT and not stopped:
        raise WrongState
    locked.state = MessageState.STOPPED
    locked.save(update_fields=["state"])
    if by is not None:
        log(locked, "group_message.stop", user=by)
    return stopped


def queued(message: GroupMessage) -> DeliveryQuerySet:
    kind = TO_LEADERS if message.group_id is None else TO_MEMBERS
    since = message.decided_at or message.created_at
    return Delivery.objects.filter(kind=kind, created_at__gte=since, context__message=message.pk)


@transaction.atomic
def read(message: GroupMessage, *, by: Person) -> bool:
    """A leader says that they have read it. True the first time."""
    _, is_new = GroupMessageReading.objects.get_or_create(message=message, person=by)
    return is_new
