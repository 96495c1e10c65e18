"""The kinds of message about places at events, and what fills them."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groups import event_extras
from groups.enums import BookingState
from groups.models import Booking, Event
from mail.enums import WhenUncertain
from mail.kinds import Kind, register

SAMPLE: dict[str, Any] = {
    "event": "How to spot the signs",
    "when": "Thursday 10 December 2026, 19:00 to 21:00",
    "where": "Example Hall, Leeds",
    "more": "Course: See the signs, 60 minutes",
    "event_path": "/groups/events/how-to-spot-the-signs/",
    "booking_path": "/groups/bookings/sample/",
}
ONLINE = {"online": "https://meet.example.org/signs", "joining": "Come in ten minutes early, and have a pen ready."}
BY_GROUP = {"by_group": "ACTFORJUSTICE Leeds"}
OFFER = {"until": "Wednesday 9 December 2026, 19:00"}
REASON = {"reason": "The hall has no heating."}
TITLES: dict[str, tuple[str, dict[str, str]]] = {
    "booking_confirm": ("Confirm your place at an event", BY_GROUP),
    "booking_booked": ("You have a place at an event", {**ONLINE, **BY_GROUP}),
    "booking_waiting": ("You are on a waiting list", BY_GROUP),
    "booking_offered": ("A place at an event is free for you", OFFER),
    "booking_expired": ("The offer of a place is over", {}),
    "booking_cancelled": ("Your place at an event was cancelled", {}),
    "event_changed": ("An event has changed", ONLINE),
    "event_cancelled": ("An event was cancelled", REASON),
    "event_reminder": ("An event begins soon", ONLINE),
}
SAY_WHO_ASKED = frozenset({"booking_confirm", "booking_booked", "booking_waiting"})
TELL_THE_LINK = frozenset({"booking_booked", "event_changed", "event_reminder"})


def register_own() -> None:
    again = WhenUncertain.SEND_AGAIN
    for name, (title, more) in TITLES.items():
        register(Kind(name, title, {**SAMPLE, **more}, when_uncertain=again))


def context_of(kind: str, booking: Booking) -> dict[str, Any]:
    """How to take part is for those who have a place alone."""
    event = booking.event
    context = {
        "event": event.title,
        "when": when(event),
        "where": where(event),
        "event_path": event.get_absolute_url(),
        "booking_path": booking.get_absolute_url(),
    }
    if kind in TELL_THE_LINK and booking.state == BookingState.BOOKED:
        context |= {"online": event.online, "joining": event.joining}
    if kind in SAY_WHO_ASKED and booking.by_group:
        context["by_group"] = booking.by_group.name
    if more := event_extras.line(event):
        context["more"] = more
    if kind == "booking_offered" and booking.offered_until:
        context["until"] = moment(booking.offered_until)
    if kind == "event_cancelled":
        context["reason"] = event.cancelled_because
    return context


def when(event: Event) -> str:
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    last = f"{end:%H:%M}" if start.date() == end.date() else moment(event.ends_at)
    return _("{start} to {end}").format(start=moment(event.starts_at), end=last)


def where(event: Event) -> str:
    return event.place or _("Online")


def moment(value: datetime) -> str:
    """With its weekday."""
    local = timezone.localtime(value)
    return f"{date_format(local, 'l')} {date_format(local, 'DATE_FORMAT')}, {local:%H:%M}"
