"""How sessions were attended: month by month, session by session, and to take away."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from people.admin_views.screens import officer, only_for, show
from people.services import exports
from training import permissions
from training.models import Session
from training.selectors import past_sessions
from training.services import exporting

FOLDER, ICON, TITLE = "training/admin", "tick-inverse", "Attendance"
ON_A_SCREEN = 25
MOST_EXPORTED = 2_000  # sessions in one file
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@only_for(permissions.may_keep_sessions)
def page(request: HttpRequest) -> HttpResponse:
    held = past_sessions.held().select_related("event__group", "version__course", "trainer")
    found = Paginator(held, ON_A_SCREEN).get_page(request.GET.get("p"))
    months = past_sessions.by_month(timezone.localdate())
    return show(
        request,
        "attendance",
        folder=FOLDER,
        title=TITLE,
        icon=ICON,
        trail=[],
        page=found,
        rows=past_sessions.with_figures(list(found)),
        months=months,
        came=sum(month.came for month in months),
        table=chart(months),
        may_export=permissions.may_export(request.user),
    )


def chart(months: list[past_sessions.Month]) -> dict[str, Any]:
    """As pages.charts reads it."""
    rows = ([date_format(month.first, "M Y"), str(month.came), str(month.stayed_away)] for month in months)
    return {"data": [["Month", "Came", "Stayed away"], *rows]}


@require_POST
def take(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Everybody on the registers of the latest sessions, or of one."""
    if not permissions.may_export(request.user):
        raise PermissionDenied
    table = exporting.rows(asked_for(request))
    mark = exports.mark(by=officer(request), of="attendance of sessions")
    name = f"attendance-{mark.file}.{kind}"
    if kind == "xlsx":
        file = exporting.as_workbook(table, mark=mark)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(exporting.as_csv(table), content_type="text/csv; charset=utf-8", headers=headers)


def asked_for(request: HttpRequest) -> Any:
    key = request.POST.get("session", "")
    if not key:
        return Session.objects.filter(pk__in=past_sessions.held().values("pk")[:MOST_EXPORTED]).order_by("pk")
    if not key.isascii() or not key.isdecimal() or len(key) > 9:
        raise Http404
    return Session.objects.filter(pk=int(key))
