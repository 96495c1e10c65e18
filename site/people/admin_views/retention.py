"""What one run of the retention rules did, rule by rule."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from people import permissions
from people.admin_views.screens import only_for, show
from people.models import RetentionRun
from people.selectors import retention


@only_for(permissions.may_see_people)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(RetentionRun, pk=pk)
    return show(
        request,
        "retention_run",
        title=str(run),
        icon="bin",
        trail=[(reverse("desk_retention:index"), "Retention")],
        run=run,
        clock=retention.state_of(run),
        lines=retention.lines(run),
    )
