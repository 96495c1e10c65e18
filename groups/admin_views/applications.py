"""The queue of groups that apply, and the page of each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from groups.admin_views import screens
from groups.admin_views.deciding import offered
from groups.enums import GroupState
from groups.forms import summary
from groups.models import Registration
from groups.selectors import applications
from people.admin_views.screens import show

ON_A_SCREEN = 25
IN_THE_QUEUE = ("approve", "ask", "reject")


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    screens.require(request)
    page = Paginator(applications.queue(), ON_A_SCREEN).get_page(request.GET.get("p"))
    rows = [{"group": group, "deeds": [d for d in offered(group) if d.name in IN_THE_QUEUE]} for group in page]
    return show(
        request,
        "queue",
        folder=screens.FOLDER,
        title="Groups that apply",
        icon="group",
        trail=[],
        page=page,
        rows=rows,
        asked=applications.asked()[:ON_A_SCREEN],
    )


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request)
    group = screens.group_or_404(pk)
    registration = Registration.objects.filter(group=group).first()
    seen = applications.of(group)
    return show(
        request,
        "application",
        folder=screens.FOLDER,
        title=group.name or screens.NAMELESS,
        icon="group",
        trail=[(reverse(screens.INDEX), "Groups that apply")],
        group=group,
        registration=registration,
        parts=summary.parts(registration.answers) if registration and registration.answers else [],
        is_doubtful=registration is not None and summary.looks_like_a_report(registration.answers),
        deeds=offered(group),
        is_public=group.state in (GroupState.APPROVED, GroupState.CLOSED),
        **seen._asdict(),
    )
