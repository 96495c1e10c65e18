"""Where people know the signs, for everybody: by family of signs, area and month; and the nearest group that does."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from groups.views.answers import TOO_BIG, UNPROCESSABLE, refused
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from places.disclosure import UNITED_KINGDOM, Published
from places.models import Position
from places.views import shown
from training import families
from training.forms.coverage import OUTLINES, CoverageForm, NearestForm
from training.selectors import coverage, untrained
from training.selectors.coverage import Area
from training.selectors.sessions import KM_IN_A_MILE
from training.views.courses import all_courses


@same_origin_form
@sensitive_post_parameters("postcode")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The numbers or, by a POST, the groups near a postcode."""
    if request.method != "POST":
        return for_every_reader(show(request, NearestForm()), shows_counts=True)
    answer = find(request)
    add_never_cache_headers(answer)
    return answer


def find(request: HttpRequest) -> HttpResponse:
    try:
        form = NearestForm(request.POST)
    except UNREADABLE:
        return show(request, refused(NearestForm({})), status=TOO_BIG)
    if not form.is_valid():
        return show(request, form, status=UNPROCESSABLE)
    position = form.place.position if form.place else None
    family, today = form.cleaned_data["family"], timezone.localdate()
    context = {
        **shown.head(request, all_courses()),
        "form": form,
        "family": families.LABELS[family],
        "is_known": position is not None,
        "rows": near(family, position, today) if position else [],
        "noindex": True,
    }
    return render(request, "training/coverage_near.html", context)


def near(family: str, position: Position, on: date) -> list[dict[str, Any]]:
    found = untrained.nearest_with(family, position, on)
    return [{"group": each.thing, "miles": round(each.km / KM_IN_A_MILE)} for each in found]


def show(request: HttpRequest, nearest: NearestForm, *, status: int = 200) -> HttpResponse:
    today, areas = timezone.localdate(), coverage.areas()
    days = coverage.month_ends(today)
    form = CoverageForm(request.GET, areas=[(area.slug, area.name) for area in areas], days=days)
    family = form.chosen("family") or families.ANY
    month, outlines = form.chosen("month"), form.chosen("map") == OUTLINES
    on = next((day for day in days if f"{day:%Y-%m}" == month), today)
    found = coverage.published(family, on)
    context = {
        **shown.head(request, all_courses()),
        "filters": form,
        "form": nearest,
        "families": families.LABELS,
        "chosen": family,
        "family": families.LABELS[family],
        "on": on,
        "is_today": on == today,
        "cells": found.cells,
        "total": found.totals.get(UNITED_KINGDOM, 0),
        "outlines": outlines,
        "noindex": bool(request.GET) or status != 200,
        **of_areas(found, areas, form.chosen("area")),
    }
    return render(request, "training/coverage.html", context, status=status)


def of_areas(found: Published, areas: list[Area], slug: str) -> dict[str, Any]:
    """Every area, and the constituencies of the one that was chosen."""
    area = next((each for each in areas if each.slug == slug), None)
    seats = [(seat, found.cells.get(seat.pk, 0)) for seat in coverage.seats_in(area)] if area else []
    return {
        "areas": [(each, found.totals.get(each.code, 0)) for each in areas],
        "area": area,
        "of_area": found.totals.get(area.code, 0) if area else 0,
        "seats": seats,
    }
