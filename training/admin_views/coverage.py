"""Where people know the signs and where nobody does, exactly, on any day; and the same to take away."""

import csv
from datetime import date
from io import StringIO
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.admin_views.screens import officer, only_for, show
from people.services import exports
from places import disclosure
from places.models import Constituency
from training import families, permissions
from training.selectors import coverage, untrained
from training.selectors.coverage import Counted

FOLDER, ICON, TITLE = "training/admin", "globe", "Who is trained where"
LISTED = 25


class Asked(NamedTuple):
    family: str
    on: date


def asked(values: Any) -> Asked:
    """Any sign today, where it can't be understood."""
    family, today = values.get("family", ""), timezone.localdate()
    try:
        on = min(date.fromisoformat(values.get("on", "")), today)
    except ValueError:
        on = today
    return Asked(family if family in families.LABELS else families.ANY, on)


@require_safe
@only_for(permissions.may_see_awards)
def page(request: HttpRequest) -> HttpResponse:
    wanted, inside = asked(request.GET), disclosure.areas_of_constituencies()
    found = coverage.counted(*wanted, inside)
    return show(
        request,
        "coverage",
        folder=FOLDER,
        title=TITLE,
        icon=ICON,
        trail=[],
        wanted=wanted,
        family=families.LABELS[wanted.family],
        families=families.LABELS,
        today=timezone.localdate(),
        seats=found.seats,
        may_export=permissions.may_export(request.user),
        may_invite=permissions.may_keep_sessions(request.user),
        offers=untrained.offers(wanted.family, timezone.localdate()),
        found=found,
        areas=of_areas(found, inside),
        by_family=[(families.LABELS[key], number) for key, number in coverage.by_family(wanted.on).items()],
        by_course=coverage.by_course(wanted.on),
        **gaps(wanted, found),
    )


def of_areas(found: Counted, inside: dict[int, tuple[str, ...]]) -> list[tuple[str, int]]:
    numbers = coverage.by_area(found.seats, inside)
    return [(area.name, numbers[area.code]) for area in coverage.areas()]


def gaps(wanted: Asked, found: Counted) -> dict[str, Any]:
    """Groups by their people of today, whatever day the numbers are of: who was in which group then is not kept."""
    today = timezone.localdate()
    groups = untrained.groups_without(wanted.family, today).order_by("name", "pk")
    agencies = untrained.agencies_without(wanted.family, today).order_by("name", "pk")
    seats = untrained.seats_without(found.seats)
    return {
        "groups": groups[:LISTED],
        "groups_number": groups.count(),
        "agencies": agencies[:LISTED],
        "agencies_number": agencies.count(),
        "empty_seats": seats[:LISTED],
        "empty_seats_number": seats.count(),
    }


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Every constituency with its number, the same day and signs as on the screen."""
    if not permissions.may_export(request.user):
        raise PermissionDenied
    wanted = asked(request.POST)
    mark = exports.mark(by=officer(request), of="who is trained where")
    found = coverage.counted(*wanted, disclosure.areas_of_constituencies())
    headers = {"Content-Disposition": f'attachment; filename="coverage-{wanted.on:%Y-%m-%d}-{mark.file}.csv"'}
    return HttpResponse(as_csv(wanted, found), content_type="text/csv; charset=utf-8", headers=headers)


def as_csv(wanted: Asked, found: Counted) -> str:
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(("Code", "Constituency", "Nation or region", "Signs", "On", "Trained people"))
    shared = (families.LABELS[wanted.family], f"{wanted.on:%Y-%m-%d}")
    for seat in Constituency.objects.current().select_related("region", "country").order_by("name"):
        writer.writerow((seat.code, seat.name, str(seat.place), *shared, found.seats.get(seat.pk, 0)))
    writer.writerow(("", "Nowhere known", "", *shared, found.elsewhere))
    return file.getvalue()
