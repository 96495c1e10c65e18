"""What whoever teaches a session needs of it in one place; another's is not found."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groups.enums import BookingState, EventState
from groups.forms.words import looks_like_a_report
from groups.views.answers import PRIVATE, UNPROCESSABLE, see
from training.forms.materials import MaterialForm
from training.models import Session
from training.selectors import attendance, feedback, untrained
from training.services import materials
from training.views.registers import of_trainer

MOST_NAMED = 500


@of_trainer
@require_safe
def show(request: HttpRequest, session: Session) -> HttpResponse:
    return render(request, "training/session.html", context_of(session, MaterialForm()))


def context_of(session: Session, form: MaterialForm) -> dict[str, Any]:
    bookings = session.event.bookings
    lines = attendance.register(session)
    return {
        "session": session,
        "event": session.event,
        "course": session.version.course,
        "booked": bookings.booked().select_related("person").order_by("person__name", "pk")[:MOST_NAMED],
        "waiting": bookings.waiting().count(),
        "offered": bookings.filter(state=BookingState.OFFERED).count(),
        "counts": attendance.counts(lines),
        "unsaid": sum(line.came is None for line in lines),
        "materials": session.materials.select_related("document"),
        "results": feedback.results(session),
        "may_invite": session.event.state == EventState.PUBLISHED and session.event.starts_at > timezone.now(),
        "invited": untrained.invited(session)[:MOST_NAMED],
        "form": form,
        "is_report": form.is_bound and looks_like_a_report(form),
        **PRIVATE,
    }


@of_trainer
@require_POST
def attach(request: HttpRequest, session: Session) -> HttpResponse:
    form = MaterialForm(request.POST, files=request.FILES)
    if form.is_valid():
        try:
            materials.attach(session=session, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except materials.Full:
            form.add_error(None, _("It has as many files as it may have. Take one away first."))
        else:
            messages.success(request, _("Everybody with a place can fetch it from the page of their place."))
            return see("training_session", session.pk)
    return render(request, "training/session.html", context_of(session, form), status=UNPROCESSABLE)


@of_trainer
@require_POST
def detach(request: HttpRequest, session: Session, material: int) -> HttpResponse:
    materials.detach(get_object_or_404(session.materials.select_related("document"), pk=material))
    messages.success(request, _("It is taken away."))
    return see("training_session", session.pk)
