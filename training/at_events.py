"""What events of groups say where a course is taught there."""

from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import event_extras
from groups.enums import BookingState, EventState
from groups.models import Booking, Event
from training import permissions
from training.models import Course, Session
from training.selectors import sessions
from training.services import materials


def session_of(event: Event) -> Session | None:
    """None where no course is taught there."""
    return getattr(event, "session", None)


def line(event: Event) -> str:
    session = session_of(event)
    if session is None:
        return ""
    title, minutes = session.version.course.title, session.version.minutes
    return _("Course: {title}, {minutes} minutes").format(title=title, minutes=minutes)


def on_page(event: Event) -> str:
    session = session_of(event)
    if session is None:
        return ""
    return render_to_string("training/session_box.html", about(session))


def about(session: Session) -> dict[str, Any]:
    course = session.version.course
    needed = list(course.prerequisites.order_by("order", "title"))
    with_page = set(Course.objects.listed().filter(pk__in=[course.pk, *(each.pk for each in needed)]))
    return {
        "session": session,
        "course": course,
        "minutes": session.version.minutes,
        "with_page": with_page,
        "prerequisites": needed,
        "trainer": session.trainer.name if session.shows_trainer and session.trainer else "",
    }


def to_booked(booking: Booking) -> str:
    session = session_of(booking.event)
    if session is None or booking.state not in (BookingState.BOOKED, BookingState.ASKED, BookingState.WAITING):
        return ""
    has_a_place = booking.state == BookingState.BOOKED
    materials = list(session.materials.select_related("document")) if has_a_place else []
    context = {**about(session), "booking": booking, "materials": materials}
    return render_to_string("training/session_booked.html", context)


def to_planner(event: Event, user: Any) -> str:
    session = session_of(event)
    may_plan = permissions.may_keep_sessions(user)
    day = date_of(event)
    is_trainer = user.person_id is not None and bool(sessions.taught_by(user.person, on=day))
    if session is None and (event.has_begun or event.state == EventState.CANCELLED or not (is_trainer or may_plan)):
        return ""
    context = {
        "event": event,
        "session": session,
        "group": event.group,
        "is_trainer": is_trainer,
        "may_plan": may_plan,
        "may_teach": session is not None and permissions.may_teach(user, session),
    }
    return render_to_string("training/session_planner.html", context)


def date_of(event: Event) -> date:
    return timezone.localdate(event.starts_at)


def against(event: Event, start: datetime) -> str:
    """Whoever teaches is accredited on its day."""
    session = session_of(event)
    if session is None or session.trainer is None or start == event.starts_at:
        return ""
    able = sessions.trainers(session.version.course, on=timezone.localdate(start))
    if able.filter(pk=session.trainer.pk).exists():
        return ""
    return _("On this day its trainer is not accredited for the course")


def has_register(event: Event) -> bool:
    return session_of(event) is not None


def let_go(event: Event) -> None:
    session = session_of(event)
    if session is not None:
        materials.detach_all(session)


def register() -> None:
    event_extras.register(
        event_extras.Extra(
            line=line,
            on_page=on_page,
            to_booked=to_booked,
            to_planner=to_planner,
            has_register=has_register,
            against=against,
            let_go=let_go,
            joined="session__version__course",
        )
    )
