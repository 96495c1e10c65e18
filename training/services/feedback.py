"""Asking those who came how a session was, once each; what they answer names nobody."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from groups import booking_messages
from groups.enums import EventState
from groups.models import Booking
from groups.models.event import BookingQuerySet
from groups.services import telling
from mail.services import deliveries
from training.models import Feedback, FeedbackAsked

KIND = "session_feedback"
WITHIN = timedelta(days=30)  # after the end: later nobody remembers


class AnsweredBefore(Exception):
    """Their link was used."""


def due() -> BookingQuerySet:
    """Those who came to a session that is over, and were not asked."""
    now = timezone.now()
    return telling.with_owner().filter(
        came=True,
        event__session__register_closed_at__isnull=False,
        event__state=EventState.PUBLISHED,
        event__ends_at__lte=now,
        event__ends_at__gt=now - WITHIN,
        feedback_asked=None,
    )


def wait() -> bool:
    return due().exists()


def ask() -> int:
    """Queue a message to each of them, once however often this runs or is stopped; returns how many."""
    return telling.in_slices(due, ask_each)


def ask_each(bookings: list[Booking]) -> None:
    for booking in bookings:
        asked = FeedbackAsked.objects.create(booking=booking)
        owner = booking.person.merged_into or booking.person
        deliveries.queue(kind=KIND, address_id=owner.address_id, context=context_of(asked))


def context_of(asked: FeedbackAsked) -> dict[str, str]:
    event = asked.booking.event
    path = f"/training/feedback/{asked.token}/"
    return {"event": event.title, "when": booking_messages.when(event), "feedback_path": path}


@transaction.atomic
def answer(*, token: str, answers: Mapping[str, int], comment: str) -> None:
    """Keep what somebody says, and that their link was used, in rows that nothing joins. Raises AnsweredBefore."""
    rows = FeedbackAsked.objects.select_for_update(of=("self",)).select_related("booking__event__session")
    asked = rows.filter(token=token, answered=False).first()
    if asked is None:
        raise AnsweredBefore
    asked.answered = True
    asked.save(update_fields=["answered"])
    Feedback.objects.create(session=asked.booking.event.session, answers=dict(answers), comment=comment)
