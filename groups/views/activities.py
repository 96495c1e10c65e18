"""For those who lead a group: writing down what it did, changing it, taking it back, and all of it as a table."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.forms.activity import OF_PHOTO, ActivityForm, initial, initial_of_event
from groups.models import Activity, CommunityGroup, Event
from groups.selectors import activities as selectors
from groups.services import activities
from groups.views.answers import PRIVATE, UNPROCESSABLE, see
from groups.views.lead import of_leader, person, show
from people.services.exports import guarded

ON_A_PAGE, MOST_TAKEN_BACK, MOST_IN_A_TABLE = 20, 10, 10_000
HIGHEST_KEY = 2**63 - 1


@of_leader
@require_safe
def every(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    years = selectors.years(group)
    asked = request.GET.get("year", "")
    year = next((each for each in years if str(each) == asked), None)
    found = selectors.with_photos(selectors.of(group, year))
    context = {
        "group": group,
        "page_of_list": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "years": years,
        "year": year,
        "unsaid": [each for each in selectors.unsaid(group) if each.how_it_went],
        "taken_back": selectors.taken_back(group)[:MOST_TAKEN_BACK],
        **PRIVATE,
    }
    return render(request, "groups/lead/activities.html", context)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    event = event_of(request, group)
    if request.method != "POST":
        return ask(request, group, ActivityForm(initial=initial_of_event(event) if event else None), event=event)
    form = ActivityForm(request.POST, files=request.FILES)
    if not form.is_valid():
        return ask(request, group, form, event=event)
    try:
        made = activities.add(group=group, details=form.details, by=person(request), event=event, photo=form.new_photo)
    except activities.Twice:
        form.add_error(None, _("This is written down already. Look at the list, or give it another name"))
        return ask(request, group, form, event=event)
    messages.success(request, said(made, _("Thank you. It is written down, and counts at once.")))
    return see("group_activities", group.slug)


def event_of(request: HttpRequest, group: CommunityGroup) -> Event | None:
    """The event that the address names, where it is one of the group's own that is over."""
    asked = request.GET.get("event", "")
    key = int(asked) if asked.isascii() and asked.isdigit() else 0
    return selectors.to_tell_of(group, key) if 0 < key <= HIGHEST_KEY else None


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    activity = written_down(group, pk)
    if request.method != "POST":
        return ask(request, group, ActivityForm(initial=initial(activity)), activity=activity)
    form = ActivityForm(request.POST, files=request.FILES)
    if not form.is_valid():
        return ask(request, group, form, activity=activity)
    try:
        changed = activities.change(
            activity, form.details, photo=form.new_photo, drop_photo=form.cleaned_data["drop_photo"]
        )
    except Activity.DoesNotExist:
        messages.error(request, _("It was taken back meanwhile, so nothing was changed."))
    else:
        messages.success(request, said(changed, _("It is changed.")))
    return see("group_activities", group.slug)


@of_leader
@require_POST
def take_back(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    activity = get_object_or_404(group.activities, pk=pk)
    done = activities.take_back(activity)
    where = _("You can put it back at the end of this page.")
    words = f"{_('It is taken back, and counts no more.')} {where}" if done else _("It was taken back before.")
    messages.success(request, words)
    return see("group_activities", group.slug)


@of_leader
@require_POST
def put_back(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    activity = get_object_or_404(group.activities, pk=pk)
    try:
        done = activities.put_back(activity)
    except activities.Twice:
        messages.error(request, _("The same was written down again meanwhile, so it stays as it is."))
    else:
        messages.success(request, _("It is back, and counts again.") if done else _("It counts already."))
    return see("group_activities", group.slug)


@of_leader
@require_safe
def as_csv(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    """With a mark by which spreadsheets know that it is UTF-8, and nothing in it that they would run."""
    text = io.StringIO(newline="")
    heads = [_("Day"), _("Kind"), _("What"), _("People reached"), _("Handed out"), _("How it went"), _("Event")]
    found = selectors.of(group).select_related("event")[:MOST_IN_A_TABLE]
    csv.writer(text).writerows([heads, *([guarded(cell) for cell in cells(each)] for each in found)])
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="activities-{group.slug}.csv"'
    return answer


def cells(activity: Activity) -> list[Any]:
    event = activity.event.title if activity.event else ""
    told = (activity.people_reached, activity.materials, activity.description)
    return [activity.on.isoformat(), activity.get_kind_display(), activity.title, *told, event]


def written_down(group: CommunityGroup, pk: int) -> Activity:
    return get_object_or_404(selectors.with_photos(selectors.of(group)), pk=pk)


def said(activity: Activity, words: str) -> str:
    """With the page on which it can be changed."""
    path = reverse("group_activity", args=[activity.group.slug, activity.pk])
    return format_html('{} <a href="{}">{}</a>', words, path, _("Change it"))


def ask(request: HttpRequest, group: CommunityGroup, form: ActivityForm, **more: Any) -> HttpResponse:
    context = {"of_photo": OF_PHOTO, **more}
    status = UNPROCESSABLE if form.is_bound else 200
    return show(request, group, "activity_form", form, status=status, **context)
