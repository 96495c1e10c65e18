"""Inviting groups to a session: a message to those who lead them, which a second person sends like any other."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from groups.audience import Audience
from groups.enums import EventState, MessageState
from groups.models import CommunityGroup, GroupMessage
from groups.services import messages
from people.models import User
from training.models import GroupInvited, Session
from training.selectors import untrained


class NotToCome(Exception):
    """Nobody can book a place in it."""


class NobodyToInvite(Exception):
    """Each of these groups was invited to it before."""


@transaction.atomic
def invite(*, session: Session, groups: Collection[int], by: User) -> GroupMessage:
    """A draft for those of these groups that were not invited before, once whoever presses how often.

    Raises NotToCome and NobodyToInvite.
    """
    locked = (
        Session.objects.select_for_update(of=("self",)).select_related("event", "version__course").get(pk=session.pk)
    )
    if locked.event.state != EventState.PUBLISHED or locked.event.starts_at <= timezone.now():
        raise NotToCome
    known = {each.group_id for each in untrained.invited(locked)}
    locked.invited.exclude(group__in=known).delete()
    chosen = list(CommunityGroup.objects.approved().filter(pk__in=groups).exclude(pk__in=known).order_by("pk"))
    if not chosen:
        raise NobodyToInvite
    audience = Audience(named=tuple(group.slug for group in chosen))
    message = messages.draft(subject=subject(locked), body=body(locked), audience=audience, by=by)
    GroupInvited.objects.bulk_create(GroupInvited(session=locked, group=group, message=message) for group in chosen)
    return message


@transaction.atomic
def withdraw(session: Session, *, by: User | None) -> None:
    """What waits to be sent would ask groups to a session that is none any more."""
    for message in GroupMessage.objects.filter(state=MessageState.DRAFT, invitations__session=session).distinct():
        messages.discard(message, by=by)


def subject(session: Session) -> str:
    return f"Training near you: {session.version.course.title}"[:120]


def body(session: Session) -> str:
    event = session.event
    when = date_format(timezone.localtime(event.starts_at), "DATETIME_FORMAT")
    where = ", ".join(filter(None, (event.place, event.postcode))) or "online"
    return "\n\n".join(
        (
            f"We teach “{session.version.course.title}” near your group, and as far as we know nobody in it is trained "
            "in it today.",
            f"When: {when}\nWhere: {where}",
            "You can keep places for named members of your group, and everybody can book for themselves:",
            f"{settings.SITE_URL}{event.get_absolute_url()}",
        )
    )
