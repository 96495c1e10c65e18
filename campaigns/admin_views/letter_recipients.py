"""Who would get what waits if it left now: changed holders, vacancies, dissolution, missing contacts."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaigns.admin_views import letter_screens as screens
from campaigns.admin_views.letter_desk import trail
from campaigns.selectors import elections, letter_desk
from people.admin_views.screens import show
from places.selectors import freshness

ON_A_SCREEN = 50


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    screens.require(request, screens.SEE)
    targets = letter_desk.targets()
    return show(
        request,
        "recipients",
        folder=screens.FOLDER,
        title="Recipients",
        icon="group",
        trail=trail(),
        page=Paginator(targets, ON_A_SCREEN).get_page(request.GET.get("p")),
        waiting=sum(target.waiting for target in targets),
        changed=sum(target.has_changed for target in targets),
        stopped=sum(bool(target.held) for target in targets),
        missing=letter_desk.offices_without_contact(),
        fresh=[freshness.offices(), freshness.members()],
        dissolved=elections.dissolved(),
        campaign=elections.in_campaign(),
        may_correct=request.user.has_perm("places.change_governmentoffice"),
    )
