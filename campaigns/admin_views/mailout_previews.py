"""The screens on which a mail-out is looked at as it arrives."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.admin_views import mailout_screens as screens
from campaigns.admin_views import previewing
from campaigns.admin_views.previewing import Previewed


def seen(request: HttpRequest, pk: int) -> Previewed:
    screens.require(request, screens.SEE)
    mailout, user = screens.mailout_or_404(pk), request.user
    may = user.has_perm(screens.CHANGE) or user.has_perm(screens.APPROVE)
    return Previewed(mailout, "a mail-out", "mailouts", (pk,), screens.trail_to(mailout), may)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    return previewing.page(request, seen(request, pk))


@require_safe
def look(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return previewing.look(request, seen(request, pk), name)


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, pk: int) -> HttpResponse:
    return previewing.find(request, seen(request, pk))


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    return previewing.choose(request, seen(request, pk))
