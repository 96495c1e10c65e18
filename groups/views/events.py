"""Events as everybody finds them, and asking for a place at one."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from groups import calendars, event_extras
from groups.enums import EventKind
from groups.forms.booking import BookingForm
from groups.models import CommunityGroup, Event
from groups.selectors import events as selectors
from groups.services import rsvps, seats
from groups.views.merged import leads_on
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines
from places.forms import PostcodeForm
from places.views import shown

SEE_OTHER, TOO_BIG, UNPROCESSABLE, TOO_MANY = 303, 413, 422, 429
ON_A_PAGE = 20
KM_IN_A_MILE = 1.609344
MOST_FROM_A_MACHINE, AN_HOUR = 60, 60 * 60
FAR_TOO_LONG = "What you sent is far too long or broken, so none of it was kept. Go back to find what you typed."


@same_origin_form
@sensitive_post_parameters("postcode")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All in time, or by a POST those near a postcode, which is in no address and is not kept."""
    if request.method != "POST":
        return for_every_reader(show_list(request, PostcodeForm()))
    answer = find(request)
    add_never_cache_headers(answer)
    return answer


def find(request: HttpRequest) -> HttpResponse:
    try:
        form = PostcodeForm(request.POST)
    except UNREADABLE:
        form = PostcodeForm({})
        form.full_clean()
        form.errors.clear()
        form.add_error(None, FAR_TOO_LONG)
        return show_list(request, form, status=TOO_BIG)
    if not form.is_valid():
        return show_list(request, form, status=UNPROCESSABLE)
    return show_near(request, form)


def show_near(request: HttpRequest, form: PostcodeForm) -> HttpResponse:
    position = form.place.position
    found = selectors.near(position) if position else []
    context = {
        **shown.head(request, all_events()),
        "form": form,
        "is_known": position is not None,
        "rows": [{"event": each.thing, "miles": round(each.km / KM_IN_A_MILE)} for each in found],
        "online": selectors.online(),
        "noindex": True,
    }
    return render(request, "groups/event/near.html", context)


def show_list(request: HttpRequest, form: PostcodeForm, *, status: int = 200) -> HttpResponse:
    asked = request.GET.get("kind", "")
    kind = EventKind(asked) if asked in EventKind.values else None
    context = {
        **shown.head(request),
        "form": form,
        "page_of_list": Paginator(selectors.to_come(kind), ON_A_PAGE).get_page(request.GET.get("page")),
        "options": options(kind),
        "is_filtered": kind is not None,
        "noindex": kind is not None or form.is_bound,
    }
    return render(request, "groups/event/list.html", context, status=status)


def options(current: EventKind | None) -> list[dict[str, Any]]:
    kinds = [{"value": each.value, "label": each.label, "current": current == each} for each in EventKind]
    return [{"value": "", "label": "", "current": current is None}, *kinds]


@never_cache
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    return show_event(request, get_event(slug), BookingForm())


@same_origin_form
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    if request.method != "POST":
        return show_event(request, event, BookingForm())
    form, status = read(request)
    if status:
        return show_event(request, event, form, status=status)
    try:
        rsvps.ask(event=event, name=form.cleaned_data["name"], email=form.cleaned_data["email"])
    except seats.NotBookable:  # what the page then says
        return show_event(request, get_event(slug), form, status=UNPROCESSABLE)
    return see(reverse("group_event_inbox", args=[event.slug]))


def read(request: HttpRequest) -> tuple[BookingForm, int]:
    """The form as it was sent, and the status to refuse it with: 0 where it can be gone on with."""
    try:
        form = BookingForm(request.POST)
    except UNREADABLE:
        form = BookingForm({})
        form.full_clean()
        form.errors.clear()
        form.add_error(None, FAR_TOO_LONG)
        return form, TOO_BIG
    if not form.is_valid():
        return form, UNPROCESSABLE
    if not machines.may_send(request, form="about_a_booking", quota=MOST_FROM_A_MACHINE, seconds=AN_HOUR):
        form.add_error(None, _("Too many places were asked for from your connection. Wait an hour."))
        return form, TOO_MANY
    return form, 0


def show_event(request: HttpRequest, event: Event, form: BookingForm, *, status: int = 200) -> HttpResponse:
    left = seats.free(event)
    context = {
        **shown.head(request, all_events()),
        "canonical": f"{settings.SITE_URL}{event.get_absolute_url()}",
        "event": event,
        "form": form,
        "left": left,
        "extras": event_extras.on_page(event),
        "has_queue": left == 0 or event.bookings.waiting().exists(),
        "noindex": form.is_bound or event.is_cancelled,
    }
    return render(request, "groups/event/event.html", context, status=status)


@require_safe
def check_inbox(request: HttpRequest, slug: str) -> HttpResponse:
    context = {"event": get_event(slug), "without_newsletter": True, "noindex": True}
    return for_every_reader(render(request, "groups/event/check_inbox.html", context))


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    return for_every_reader(as_calendar(calendars.of_event(event), event.slug))


@require_safe
def calendar_of_charity(request: HttpRequest) -> HttpResponse:
    found = selectors.for_calendars(None)
    return for_every_reader(as_calendar(calendars.of_events(found, title="ACTFORJUSTICE"), "events"))


@leads_on("group_calendar")
@require_safe
def calendar_of_group(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(CommunityGroup.objects.with_page(), slug=slug)
    found = selectors.for_calendars(group)
    return for_every_reader(as_calendar(calendars.of_events(found, title=group.name), group.slug))


def as_calendar(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def all_events() -> dict[str, str]:
    return {"title": _("Events"), "url": reverse("group_events")}


def get_event(slug: str) -> Event:
    return get_object_or_404(Event.objects.with_page().select_related("group"), slug=slug)


def see(path: str) -> HttpResponse:
    answer = redirect(path)
    answer.status_code = SEE_OTHER
    return answer
