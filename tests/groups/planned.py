"""Events and people at them, for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from groups.enums import EventKind, EventState
from groups.models import Booking, CommunityGroup, Event
from groups.services import events, seats
from groups.services.events import Details
from people.models import Person
from people.services import people


def leeds() -> CommunityGroup:
    return CommunityGroup.objects.create(name="ACTFORJUSTICE Leeds", slug="leeds", town="Leeds", kind="town")


def details(**fields: Any) -> Details:
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=14))
    more = {
        "title": "How to spot the signs",
        "kind": EventKind.TALK,
        "description": "An evening for everybody.",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Example Hall, Leeds",
        "capacity": 2,
    }
    return Details(**{**more, **fields})


def event(group: CommunityGroup | None = None, **fields: Any) -> Event:
    made = events.publish(events.draft(group=group, details=details(**fields)))
    assert made.state == EventState.PUBLISHED
    return made


def somebody(name: str) -> Person:
    return people.meet(email=f"{name.lower()}@example.org", name=name).person


def booked(event: Event, *names: str) -> list[Booking]:
    return [seats.book(event=event, person=somebody(name)) for name in names]


def states(event: Event) -> list[str]:
    """Of its bookings, in the order in which they were made."""
    return list(event.bookings.order_by("pk").values_list("state", flat=True))
