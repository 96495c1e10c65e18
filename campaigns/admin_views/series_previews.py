"""The screens on which a message of a series is looked at as it arrives."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.admin_views import previewing
from campaigns.admin_views import series_screens as screens
from campaigns.admin_views.previewing import Previewed


def seen(request: HttpRequest, pk: int, message: int) -> Previewed:
    screens.require(request, screens.SEE)
    step, user = screens.message_or_404(pk, message), request.user
    may = user.has_perm(screens.CHANGE) or user.has_perm(screens.APPROVE)
    return Previewed(step, "a message of a series", "series", (pk, message), screens.trail_to(step.series), may)


@require_safe
def page(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    return previewing.page(request, seen(request, pk, message))


@require_safe
def look(request: HttpRequest, pk: int, message: int, name: str) -> HttpResponse:
    return previewing.look(request, seen(request, pk, message), name)


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    return previewing.find(request, seen(request, pk, message))


@require_POST
def choose(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    return previewing.choose(request, seen(request, pk, message))
