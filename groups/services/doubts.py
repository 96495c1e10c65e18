"""Drafts of events whose words look like a report about a person, and whose writer says that they are none."""

from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log

from groups import booking_messages, event_extras
from groups.models import Event
from groups.models.event import EventQuerySet
from groups.services import leaders
from groups.services.leaders import Leader
from mail.models import Delivery
from people.models import User

KIND = "event_words_decided"


class Decided(Exception):
    """Somebody else decided, or the leader changed the words meanwhile."""


def waiting() -> EventQuerySet:
    return Event.objects.in_doubt().filter(group__isnull=False).select_related("group")


@transaction.atomic
def release(event: Event, *, seen: str, by: User) -> None:
    """They are about no real person: the group may publish it now. Raises Decided."""
    told, found = lock(event, seen)
    found.doubt_since = None
    found.save(update_fields=["doubt_since"])
    log(found.group, "event_words.release", user=by)
    tell(found, told, accepted=True, reason="")


@transaction.atomic
def refuse(event: Event, *, reason: str, seen: str, by: User) -> None:
    """The draft is deleted, so that its words are kept no longer, and whoever leads the group is told why.

    Raises Decided.
    """
    told, found = lock(event, seen)
    log(found.group, "event_words.refuse", user=by, data={"because": reason})
    tell(found, told, accepted=False, reason=reason)
    event_extras.let_go(found)
    found.delete()


def stamp(event: Event) -> str:
    """Tells one writing of a draft from another."""
    return event.doubt_since.isoformat() if event.doubt_since else ""


def lock(event: Event, seen: str) -> tuple[list[Leader], Event]:
    """Whoever leads its group, and the draft, where it is the one that was read."""
    told = leaders.lock([event.group_id] if event.group_id else [])
    found = waiting().select_for_update(of=("self",)).filter(pk=event.pk).first()
    if found is None or stamp(found) != seen:
        raise Decided
    return told.get(event.group_id or 0, []), found


def tell(event: Event, told: list[Leader], *, accepted: bool, reason: str) -> None:
    group = event.group
    if group is None:
        return
    path = reverse("group_event_planned", args=[group.slug, event.pk])
    context = {
        "group": group.name,
        "when": booking_messages.when(event),
        "accepted": accepted,
        "reason": reason,
        "events_path": path if accepted else reverse("group_lead_events", args=[group.slug]),
    }
    Delivery.objects.bulk_create(leaders.message(KIND, leader, context) for leader in told)
