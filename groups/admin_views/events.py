"""The charity's own events: planned, published, changed and cancelled, and who came."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from groups import event_extras, permissions
from groups.enums import BookingState, EventState
from groups.forms.event import CancelEventForm, EventForm, attendance_form, initial
from groups.models import Event
from groups.selectors import events as selectors
from groups.services import events, seats
from people.admin_views.screens import Step, only_for, show

ON_A_SCREEN, MOST_NAMED = 25, 500
FOLDER, INDEX, ICON = "groups/admin", "charity_events:index", "date"
REFUSALS: dict[type[Exception], str] = {
    events.WrongState: "Somebody else took a step since you opened this screen. Go back and look at its state.",
    events.CantBegin: "",
    events.InPast: "This event is over, or its day is.",
    seats.Fuller: "More people have a place, or the offer of one, than that. Nobody loses a place.",
}


def event_or_404(pk: int) -> Event:
    return get_object_or_404(Event, pk=pk, group=None)


def page_of(event: Event) -> str:
    return reverse("charity_events:page", args=[event.pk])


def start() -> tuple[str, str]:
    return (reverse(INDEX), "Events of the charity")


@require_safe
@only_for(permissions.may_plan_for_charity)
def every(request: HttpRequest) -> HttpResponse:
    found = Event.objects.filter(group=None).order_by("-starts_at", "-pk")
    page = Paginator(found, ON_A_SCREEN).get_page(request.GET.get("p"))
    return show(request, "events", folder=FOLDER, title="Events of the charity", icon=ICON, trail=[], page=page)


@require_safe
@only_for(permissions.may_plan_for_charity)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(pk)
    bookings = event.bookings.select_related("person")
    return show(
        request,
        "event",
        folder=FOLDER,
        title=event.title,
        icon=ICON,
        trail=[start()],
        event=event,
        is_draft=event.state == EventState.DRAFT,
        booked=bookings.booked().order_by("person__name", "pk")[:MOST_NAMED],
        waiting=bookings.waiting().count(),
        offered=bookings.filter(state=BookingState.OFFERED).count(),
        attendance=selectors.attendance(event),
        extras=event_extras.to_planner(event, request.user),
        has_register=event_extras.has_register(event),
    )


class EventStep(Step):
    """Asks, then does one thing with an event of the charity."""

    icon = ICON
    refusals = REFUSALS

    def allowed(self) -> bool:
        return permissions.may_plan_for_charity(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.event = event_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [start(), (page_of(self.event), self.event.title)]


class Plan(EventStep):
    title, button, form_class = "Plan an event", "Keep as a draft", EventForm

    def find(self, **kwargs: Any) -> None:
        """There is none yet."""

    def trail(self) -> list[tuple[str, str]]:
        return [start()]

    def act(self, values: dict[str, Any]) -> str:
        events.draft(group=None, details=EventForm.details_of(values))
        return "It is a draft. Open it and publish it."


class Change(EventStep):
    title, button, form_class = "Change the event", "Save", EventForm

    def explanation(self) -> list[str]:
        return ["Whoever has a place is told, once, if its time, place or link is another."]

    def initial(self) -> dict[str, Any]:
        return initial(self.event)

    def act(self, values: dict[str, Any]) -> str:
        details = EventForm.details_of(values)._replace(takes_bookings=self.event.takes_bookings)
        events.change(self.event, details)
        return "It is changed."


class Publish(EventStep):
    title = button = "Publish the event"

    def explanation(self) -> list[str]:
        return ["Everybody can see it then, and ask for a place."]

    def act(self, values: dict[str, Any]) -> str:
        events.publish(self.event)
        return "Everybody can see it now."


class Cancel(EventStep):
    title = button = "Cancel the event"
    grave, form_class = True, CancelEventForm

    def explanation(self) -> list[str]:
        return ["Everybody who has a place or waits for one is told. That can't be undone."]

    def act(self, values: dict[str, Any]) -> str:
        events.cancel(self.event, because=values["because"])
        return "It is cancelled, and everybody who had a place is told."


class NoteAttendance(EventStep):
    title = button = "Note who came"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        booked = self.event.bookings.booked().select_related("person").order_by("person__name", "pk")
        names = [(booking.pk, booking.person.name or "No name") for booking in booked[:MOST_NAMED]]
        self.form_class = attendance_form(names)

    def initial(self) -> dict[str, Any]:
        return {"came": list(self.event.bookings.filter(came=True).values_list("pk", flat=True))}

    def act(self, values: dict[str, Any]) -> str:
        if not self.event.has_begun or event_extras.has_register(self.event):
            raise events.WrongState
        seats.note_attendance(event=self.event, came=values["came"])
        return "It is noted who came."
