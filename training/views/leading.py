"""For those who lead a group: sessions that its people can come to, and courses that they teach themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.models import CommunityGroup, Event
from groups.services import events, seats
from groups.views.answers import PRIVATE, UNPROCESSABLE, see
from groups.views.lead import of_leader, person
from groups.views.planning import planned
from training.forms.sessions import MembersForm, TeachForm, members_form, teach_form
from training.models import Session
from training.selectors import sessions as selectors
from training.services import places_for_members, sessions

MOST_LISTED = 20
BEGUN = _lazy("It has begun, or was cancelled.")


@of_leader
@require_safe
def every(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    """Those near the group first, then whatever else comes next."""
    near = selectors.near(group.position, selectors.Wanted()) if group.position else []
    shown = {found.session.pk for found in near}
    others = selectors.to_come().exclude(pk__in=shown)[:MOST_LISTED]
    context = {"group": group, "near": near, "others": others, **PRIVATE}
    return render(request, "training/lead/sessions.html", context)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    session = get_object_or_404(selectors.to_come(), pk=pk)
    form = members_form(group)(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show_book(request, group, session, form)
    try:
        asked = places_for_members.ask(session=session, group=group, persons=form.cleaned_data["people"])
    except seats.NotBookable:
        form.add_error(None, _("It takes no bookings any more."))
        return show_book(request, group, session, form)
    for sentence in said(asked):
        messages.success(request, sentence)
    return see("training_lead_book", group.slug, session.pk)


def show_book(request: HttpRequest, group: CommunityGroup, session: Session, form: MembersForm) -> HttpResponse:
    live = session.event.bookings.live()
    states = {booking.person_id: booking.get_state_display() for booking in live.filter(by_group=group)}
    context = {
        "group": group,
        "session": session,
        "event": session.event,
        "form": form,
        "left": seats.free(session.event),
        "states": [(each, states.get(each.data["value"].value, "")) for each in form["people"]],
        **PRIVATE,
    }
    return render(request, "training/lead/book.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def said(asked: places_for_members.Asked) -> list[str]:
    """What became of each, in sentences."""
    sentences = (
        (asked.booked, ngettext("%d has a place.", "%d have a place.", asked.booked)),
        (asked.waiting, ngettext("%d is on the waiting list.", "%d are on the waiting list.", asked.waiting)),
        (
            asked.to_confirm,
            ngettext(
                "%d is asked by e-mail first: no place is kept until they answer.",
                "%d are asked by e-mail first: no place is kept until they answer.",
                asked.to_confirm,
            ),
        ),
        (asked.had, ngettext("%d had asked before.", "%d had asked before.", asked.had)),
        (
            asked.gave_back,
            ngettext(
                "%d gave back a place that you asked for, so we don't ask them again.",
                "%d gave back places that you asked for, so we don't ask them again.",
                asked.gave_back,
            ),
        ),
    )
    return [words % number for number, words in sentences if number]


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def teach(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    """A leader who is accredited makes a session of an event of the group."""
    event = planned(group, pk)
    known = selectors.of_event(event)
    versions = selectors.taught_by(person(request), on=timezone.localdate(event.starts_at))
    chosen = {"version": known.version_id, "shows_trainer": known.shows_trainer} if known else {}
    form = teach_form(versions)(request.POST if request.method == "POST" else None, initial=chosen)
    if not versions or not form.is_valid():
        return show_teach(request, group, event, form, is_accredited=bool(versions))
    try:
        sessions.teach(event=event, trainer=person(request), **form.cleaned_data)
    except (events.WrongState, events.InPast):
        messages.error(request, str(BEGUN))
    except (sessions.NotAccredited, sessions.NotInUse):
        messages.error(request, _("You can't teach this course on that day. Nothing was changed."))
    else:
        messages.success(request, _("It is a training session now. Its page says which course."))
    return see("group_event_planned", group.slug, event.pk)


def show_teach(
    request: HttpRequest, group: CommunityGroup, event: Event, form: TeachForm, *, is_accredited: bool
) -> HttpResponse:
    context = {"group": group, "event": event, "form": form, "is_accredited": is_accredited, **PRIVATE}
    return render(request, "training/lead/teach.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@of_leader
@require_POST
def stop(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    session = get_object_or_404(Session.objects.filter(trainer=person(request)), event=planned(group, pk))
    try:
        sessions.stop_teaching(session)
    except (sessions.Begun, events.WrongState, events.InPast):
        messages.error(request, str(BEGUN))
    else:
        messages.success(request, _("It is an event without a course now."))
    return see("group_event_planned", group.slug, pk)
