"""Somebody's place at an event, by the link of our message: confirm it, take an offer, give it back."""

from collections.abc import Callable
from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from groups import calendars, event_extras
from groups.enums import BookingState
from groups.models import Booking, Event
from groups.selectors import events as selectors
from groups.services import seats
from groups.views.events import as_calendar, see
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form

DEEDS: dict[str, Callable[[Booking], Booking]] = {
    "confirm": seats.confirm,
    "accept": seats.accept,
    "cancel": seats.cancel,
}


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking(request: HttpRequest, token: str) -> HttpResponse:
    """A GET only shows buttons, since scanners of mail follow links."""
    found = get_booking(token)
    if found is None:
        hidden = {"noindex": True, "without_newsletter": True}
        return render(request, "groups/event/unknown_booking.html", hidden, status=404)
    if request.method != "POST":
        return show(request, found)
    try:
        deed = DEEDS.get(request.POST.get("do", ""))
    except UNREADABLE:
        deed = None
    if deed is not None:
        with suppress(seats.NotBookable):  # the page says why
            deed(found)
    return see(found.get_absolute_url())


def show(request: HttpRequest, found: Booking) -> HttpResponse:
    may_take_free = found.state == BookingState.WAITING and may_take(found.event)
    context = {
        "booking": found,
        "event": found.event,
        "number": selectors.place_in_queue(found),
        "is_offered": found.state == BookingState.OFFERED and not seats.is_over(found),
        "may_take_free": may_take_free,
        "extras": event_extras.to_booked(found),
        "noindex": True,
        "without_newsletter": True,
    }
    return render(request, "groups/event/booking.html", context)


def may_take(event: Event) -> bool:
    return event.may_be_booked and seats.offers_are_over(event) and seats.free(event) != 0


@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """With the link to take part, for somebody who has a place."""
    found = get_booking(token)
    if found is None or found.state != BookingState.BOOKED:
        raise Http404
    return as_calendar(calendars.of_event(found.event, with_link=True), found.event.slug)


def get_booking(token: str) -> Booking | None:
    """None where its owner was erased."""
    known = Booking.objects.filter(person__erased_at=None).select_related("event__group", "by_group", "person")
    return known.filter(token=token).first()
