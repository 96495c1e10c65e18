"""Reminding people, the day before, of what they have a place at."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from groups.enums import BookingState, EventState
from groups.models import Booking
from groups.models.event import BookingQuerySet
from groups.services import telling

A_DAY = timedelta(days=1)


def due() -> BookingQuerySet:
    """Those with a place at what begins within a day, but for who booked within that day: they were just told."""
    now = timezone.now()
    return telling.with_owner().filter(
        state=BookingState.BOOKED,
        told=BookingState.BOOKED,
        reminded_at=None,
        booked_at__lte=F("event__starts_at") - A_DAY,
        event__state=EventState.PUBLISHED,
        event__starts_at__gt=now,
        event__starts_at__lte=now + A_DAY,
    )


def wait() -> bool:
    return due().exists()


def remind() -> int:
    """Queue the reminders that are due, each once however often this runs or is stopped; returns how many."""
    return telling.in_slices(due, tell_soon)


def tell_soon(bookings: list[Booking]) -> None:
    for booking in bookings:
        telling.send("event_reminder", booking)
        booking.reminded_at = timezone.now()
    Booking.objects.bulk_update(bookings, ["reminded_at"])
