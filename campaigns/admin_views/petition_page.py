"""A petition's own screen: where it stands, what can be done, and how it goes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaigns.admin_views import screens
from campaigns.admin_views.life_steps import DEEDS
from campaigns.models import Petition
from campaigns.selectors import dashboard
from campaigns.services import life
from people.admin_views.screens import show


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request, screens.SEE)
    petition = screens.petition_or_404(pk)
    seen = dashboard.of(petition)
    return show(
        request,
        "petition",
        folder=screens.FOLDER,
        title=petition.title,
        icon="edit",
        trail=screens.trail_to(petition)[:1],
        petition=petition,
        deeds=[deed for deed in DEEDS if deed.is_offered(petition, request.user)],
        is_own=petition.submitted_by_id == request.user.pk,
        is_frozen=life.is_frozen(petition),
        hours=dashboard.chart_of_hours(seen["hours"]),
        is_quiet=not any(change for _, change in seen["hours"]),
        most_in_an_hour=max(abs(change) for _, change in seen["hours"]),
        **{name: value for name, value in seen.items() if name != "hours"},
        **permissions(request.user, petition),
    )


def permissions(user: Any, petition: Petition) -> dict[str, bool]:
    return {
        "may_change": user.has_perm(screens.CHANGE),
        "may_see_signatures": user.has_perm(screens.SEE_SIGNATURES),
        "may_decide": user.has_perm(screens.DECIDE),
    }
