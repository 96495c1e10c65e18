"""How long this app keeps what people typed to register a group."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from groups.models import Booking, Invitation, JoinRequest, Registration
from groups.services import forgetting, registering, seats
from people.retention import Rule, of_address, of_person, register

UNSENT, TURNED_DOWN = "unconfirmed", "petition_names"  # keys of settings.KEEP_DAYS
PAST = "bookings"


def forget_abandoned(rows: Sequence[Registration]) -> None:
    forget(rows, registering.abandoned, UNSENT)


def forget_turned_down(rows: Sequence[Registration]) -> None:
    forget(rows, registering.turned_down, TURNED_DOWN)


def forget(rows: Sequence[Registration], still: registering.Still, days: str) -> None:
    for row in rows:
        registering.forget(still(limit(days)), row.pk)


def forget_requests(rows: Sequence[JoinRequest]) -> None:
    for row in rows:
        forgetting.forget_unconfirmed(row.pk, row.person.address_id, before=limit(UNSENT))


def forget_invitations(rows: Sequence[Invitation]) -> None:
    for row in rows:
        forgetting.forget_invitation(row.pk, row.address_id, before=limit(UNSENT))


def forget_unconfirmed_bookings(rows: Sequence[Booking]) -> None:
    for row in rows:
        seats.forget(row, still=seats.unconfirmed(limit(UNSENT)))


def forget_past_bookings(rows: Sequence[Booking]) -> None:
    for row in rows:
        seats.forget(row, still=seats.past(limit(PAST)))


def limit(days: str) -> datetime:
    return timezone.now() - timedelta(days=settings.KEEP_DAYS[days])


def register_own() -> None:
    register_bookings()
    register_people()
    register_registrations()


def register_bookings() -> None:
    register(
        Rule(
            name="unconfirmed-bookings",
            policy="A request for a place at an event not confirmed from its address is deleted after {period}.",
            days=UNSENT,
            overdue=seats.unconfirmed,
            forget=forget_unconfirmed_bookings,
            held=of_person(),
        ),
        Rule(
            name="past-bookings",
            policy="Who had a place at an event is deleted {period} after it; how many had one, and came, stays.",
            days=PAST,
            overdue=seats.past,
            forget=forget_past_bookings,
            held=of_person(),
        ),
    )


def register_people() -> None:
    register(
        Rule(
            name="unconfirmed-join-requests",
            policy="A request to join a group that nobody confirmed from its address is deleted after {period}.",
            days=UNSENT,
            overdue=forgetting.unconfirmed_requests,
            forget=forget_requests,
            held=of_person(),
        ),
        Rule(
            name="unanswered-invitations",
            policy="An invitation to a group that led to nothing is deleted {period} after it ended.",
            days=UNSENT,
            overdue=forgetting.old_invitations,
            forget=forget_invitations,
            held=of_address(),
        ),
    )


def register_registrations() -> None:
    register(
        Rule(
            name="abandoned-registrations",
            policy="What was typed to register a group is deleted {period} after it was last touched, if not sent in.",
            days=UNSENT,
            overdue=registering.abandoned,
            forget=forget_abandoned,
            held=of_person(),
        ),
        Rule(
            name="turned-down-registrations",
            policy="A registration of a group that staff turned down is deleted {period} after that, with its history.",
            days=TURNED_DOWN,
            overdue=registering.turned_down,
            forget=forget_turned_down,
            held=of_person(),
        ),
    )
