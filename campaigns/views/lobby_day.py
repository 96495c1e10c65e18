"""What people take along to see their MP: for those who lead a group there, and for staff of many MPs at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from campaigns import lobby_days
from campaigns.lobby_briefs import MOST
from groups.models import CommunityGroup
from groups.views.answers import PRIVATE, UNPROCESSABLE
from groups.views.lead import of_leader
from places.models import Constituency

MAY_SEE = "campaigns.view_position"
View = Callable[..., HttpResponse]


@of_leader
@require_safe
def of_group(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    """Of the group's own constituency, and of no other."""
    seat = group.constituency
    brief = lobby_days.briefs([seat])[0] if seat else None
    return render(
        request, "campaigns/letters/lobby_day.html", {"group": group, "seat": seat, "brief": brief, **PRIVATE}
    )


@of_leader
@require_safe
def pdf_of_group(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    if group.constituency is None:
        raise Http404
    return as_pdf([group.constituency], name=group.constituency.slug)


def of_staff(view: View) -> View:
    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, **arguments: Any) -> HttpResponse:
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        return view(request, **arguments)

    return guarded


@of_staff
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    return choosing(request)


def choosing(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    """Constituencies by region, of which some are ticked."""
    seats = Constituency.objects.current().select_related("country", "region").order_by("name")
    places: dict[str, list[Constituency]] = {}
    for seat in seats:
        places.setdefault(seat.region.name if seat.region else seat.country.name, []).append(seat)
    context = {
        "places": sorted(places.items()),
        "chosen": set(request.GET.getlist("seat")),
        "most": MOST,
        "error": error,
        **PRIVATE,
    }
    return render(request, "campaigns/letters/lobby_choose.html", context, status=status)


@of_staff
@require_safe
def pdf_of_many(request: HttpRequest) -> HttpResponse:
    slugs = set(request.GET.getlist("seat"))
    seats = list(Constituency.objects.current().filter(slug__in=[each for each in slugs if "\0" not in each]))
    if not 0 < len(seats) <= MOST:
        return choosing(request, error=f"Choose between 1 and {MOST} constituencies.", status=UNPROCESSABLE)
    return as_pdf(sorted(seats, key=lambda seat: seat.name), name="lobby-day")


def as_pdf(seats: list[Constituency], *, name: str) -> HttpResponse:
    filename = f"{name}-{timezone.localdate():%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(lobby_days.pdf(seats), content_type="application/pdf", headers=headers)
