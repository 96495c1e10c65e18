"""Sessions of the charity and of groups as staff see them: planned, published, changed and cancelled."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from groups.admin_views import events as event_screens
from groups.enums import BookingState, EventState
from groups.forms.event import CancelEventForm
from groups.forms.event import initial as initial_of_event
from groups.services import events
from people.admin_views.screens import Step, only_for, show
from training import permissions
from training.forms.sessions import SessionForm, session_form
from training.forms.sessions import initial as initial_of_session
from training.models import Session
from training.selectors import attendance, feedback, untrained
from training.services import sessions

FOLDER, INDEX, ICON = "training/admin", "training_sessions_admin:index", "date"
MOST_NAMED = 500
REFUSALS: dict[type[Exception], str] = {
    **event_screens.REFUSALS,
    events.CantBegin: "",
    sessions.NotAccredited: "On that day this trainer is not accredited for the course. Choose another trainer or day.",
    sessions.NotInUse: "This version of the course is not in use any more. Choose another.",
    events.InDoubt: "Somebody reads its words first: they are in the list of words in doubt.",
}


def session_or_404(pk: int) -> Session:
    return get_object_or_404(Session.objects.full(), pk=pk)


def page_of(session: Session) -> str:
    return reverse("training_sessions_admin:page", args=[session.pk])


def start() -> tuple[str, str]:
    return (reverse(INDEX), "Sessions")


@require_safe
@only_for(permissions.may_keep_sessions)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_or_404(pk)
    bookings = session.event.bookings
    return show(
        request,
        "session",
        folder=FOLDER,
        title=session.event.title,
        icon=ICON,
        trail=[start()],
        session=session,
        event=session.event,
        is_draft=session.event.state == EventState.DRAFT,
        booked=bookings.booked().select_related("person", "by_group").order_by("person__name", "pk")[:MOST_NAMED],
        waiting=bookings.waiting().count(),
        offered=bookings.filter(state=BookingState.OFFERED).count(),
        counts=attendance.counts(attendance.register(session)),
        materials=session.materials.all(),
        results=feedback.results(session),
        invited=untrained.invited(session)[:MOST_NAMED],
    )


class SessionStep(Step):
    icon = ICON
    refusals = REFUSALS

    def allowed(self) -> bool:
        return permissions.may_keep_sessions(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.session = session_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [start(), (page_of(self.session), self.session.event.title)]


class Plan(SessionStep):
    title, button = "Plan a session", "Keep as a draft"

    def find(self, **kwargs: Any) -> None:
        """There is none yet."""
        self.form_class = session_form()

    def trail(self) -> list[tuple[str, str]]:
        return [start()]

    def explanation(self) -> list[str]:
        return ["Of the charity. A group plans its own: whoever leads it and is accredited makes one of an event."]

    def act(self, values: dict[str, Any]) -> str:
        sessions.plan(event_details=SessionForm.details_of(values), **of_session(values))
        return "It is a draft. Open it and publish it."


def of_session(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("version", "trainer", "shows_trainer")}


class Change(SessionStep):
    title, button = "Change the session", "Save"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.form_class = session_form(self.session)

    def explanation(self) -> list[str]:
        return ["Whoever has a place is told, once, if its time, place, link or course is another."]

    def initial(self) -> dict[str, Any]:
        return {**initial_of_event(self.session.event), **initial_of_session(self.session)}

    def act(self, values: dict[str, Any]) -> str:
        details = SessionForm.details_of(values)._replace(takes_bookings=self.session.event.takes_bookings)
        sessions.change(self.session, details, **of_session(values))
        return "It is changed."


class Publish(SessionStep):
    title = button = "Publish the session"

    def explanation(self) -> list[str]:
        return ["Everybody can find it then, and ask for a place."]

    def act(self, values: dict[str, Any]) -> str:
        events.publish(self.session.event)
        return "Everybody can find it now."


class Cancel(SessionStep):
    title = button = "Cancel the session"
    grave, form_class = True, CancelEventForm

    def explanation(self) -> list[str]:
        return ["Everybody who has a place or waits for one is told. That can't be undone."]

    def act(self, values: dict[str, Any]) -> str:
        events.cancel(self.session.event, because=values["because"])
        return "It is cancelled, and everybody who had a place is told."
