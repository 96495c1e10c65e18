"""For those who lead a group: its events, who comes to them, and who came."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups import event_extras
from groups.enums import BookingState, EventState
from groups.forms.event import CancelEventForm, EventForm, initial
from groups.models import CommunityGroup, Event
from groups.selectors import events as selectors
from groups.services import events, seats
from groups.views.answers import PRIVATE, see
from groups.views.lead import of_leader, show

MOST_LISTED, MOST_NAMED = 50, 500
READ_FIRST = _lazy("It is a draft. Somebody at the charity reads it first, and we write to you.")


@of_leader
@require_safe
def every(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    now = timezone.now()
    context = {
        "group": group,
        "to_come": group.events.filter(ends_at__gt=now).exclude(state=EventState.CANCELLED)[:MOST_LISTED],
        "past": group.events.filter(ends_at__lte=now, state=EventState.PUBLISHED).order_by("-starts_at")[:MOST_LISTED],
        **PRIVATE,
    }
    return render(request, "groups/lead/events.html", context)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    form = EventForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, group, "event_form", form)
    made = events.draft(group=group, details=form.details, is_doubtful=form.is_doubtful)
    messages.success(request, READ_FIRST if form.is_doubtful else _("It is a draft. Look at it, and publish it."))
    return see("group_event_planned", group.slug, made.pk)


@of_leader
@require_safe
def one(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    event = planned(group, pk)
    bookings = event.bookings.select_related("person")
    context = {
        "group": group,
        "event": event,
        "booked": bookings.booked().order_by("person__name", "pk")[:MOST_NAMED],
        "waiting": bookings.waiting().count(),
        "offered": bookings.filter(state=BookingState.OFFERED).count(),
        "attendance": selectors.attendance(event),
        "extras": event_extras.to_planner(event, request.user),
        "has_register": event_extras.has_register(event),
        **PRIVATE,
    }
    return render(request, "groups/lead/event.html", context)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    event = planned(group, pk)
    form = EventForm(request.POST) if request.method == "POST" else EventForm(initial=initial(event))
    if not form.is_valid():
        return show(request, group, "event_form", form, event=event)
    try:
        details = form.details._replace(takes_bookings=event.takes_bookings)
        events.change(event, details, is_doubtful=form.is_doubtful)
    except events.InDoubt:
        form.add_error(None, _("Everybody reads this event at once, so say it in other words, or plan a new event"))
        return show(request, group, "event_form", form, event=event)
    except events.CantBegin as refusal:
        form.add_error("day", str(refusal))
        return show(request, group, "event_form", form, event=event)
    except seats.Fuller as full:
        form.add_error("capacity", _("%(number)d people have a place or an offer of one") % {"number": full.seats})
        return show(request, group, "event_form", form, event=event)
    except (events.WrongState, events.InPast):
        messages.error(request, _("It was cancelled or is over, so nothing was changed."))
    else:
        messages.success(request, _("It is changed. Who has a place is told if the time or the place is another."))
    return see("group_event_planned", group.slug, event.pk)


@of_leader
@require_POST
def publish(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    event = planned(group, pk)
    try:
        events.publish(event)
    except events.InDoubt:
        messages.error(request, READ_FIRST)
    except (events.WrongState, events.InPast):
        messages.error(request, _("It is no draft any more, or its day is over."))
    else:
        messages.success(request, _("Everybody can see it now."))
    return see("group_event_planned", group.slug, event.pk)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    event = planned(group, pk)
    form = CancelEventForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, group, "event_cancel", form, event=event)
    try:
        events.cancel(event, because=form.cleaned_data["because"])
    except (events.WrongState, events.InPast):
        messages.error(request, _("It was cancelled before, or is over."))
    else:
        messages.success(request, _("It is cancelled, and everybody who had a place is told."))
    return see("group_event_planned", group.slug, event.pk)


@of_leader
@require_POST
def attendance(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    event = planned(group, pk)
    if event.has_begun and not event_extras.has_register(event):
        ticked = set(request.POST.getlist("came"))
        keys = event.bookings.booked().values_list("pk", flat=True)
        seats.note_attendance(event=event, came=[key for key in keys if str(key) in ticked])
        messages.success(request, _("Thank you. It is noted who came."))
    return see("group_event_planned", group.slug, event.pk)


def planned(group: CommunityGroup, pk: int) -> Event:
    return get_object_or_404(group.events, pk=pk)
