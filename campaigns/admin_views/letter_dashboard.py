"""How letters fare: by state, week, constituency, party and office; and all of them as a file."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_POST, require_safe

from campaigns.admin_forms.letter_desk import keys
from campaigns.admin_views import letter_screens as screens
from campaigns.models import Letter, LetterAction
from campaigns.selectors import letter_dashboard, letter_totals
from campaigns.services import letter_exporting
from people.admin_views.screens import officer, show
from people.services import exports
from training.services.exporting import as_csv, as_workbook

TITLE = "How letters fare"
OFFERED = 200  # actions to choose from
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_for(given: Any) -> LetterAction | None:
    key = keys([given.get("action", "")])
    return LetterAction.objects.filter(pk__in=key).first()


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    screens.require(request, screens.SEE)
    action = asked_for(request.GET)
    by_constituency = dict(letter_totals.by_constituency(action))
    states = letter_dashboard.by_state(action)
    parties = letter_dashboard.by_party(by_constituency)
    return show(
        request,
        "dashboard",
        folder=screens.FOLDER,
        title=TITLE,
        icon="view",
        trail=[],
        action=action,
        actions=LetterAction.objects.only("title")[:OFFERED],
        total=sum(row.number for row in states),
        states=states,
        weeks=letter_dashboard.chart_of_weeks() if action is None else None,
        days=letter_dashboard.chart_of_days(action) if action else None,
        seats=by_constituency,
        parties=parties,
        party_table={"data": [["Party", "Letters"], *([name, str(number)] for name, number in parties)]},
        offices=letter_dashboard.by_office(action),
        to_mps=letter_dashboard.to_mps(action),
        kinds=[("letter_dashboard:csv", "As CSV"), ("letter_dashboard:xlsx", "As XLSX")],
        may_export=request.user.has_perm(screens.CHANGE),
    )


@require_POST
def take(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All letters, or those of one action, without what they say. That they were taken is logged."""
    screens.require(request, screens.CHANGE)
    action = asked_for(request.POST)
    letters = Letter.objects.filter(action=action) if action else Letter.objects.all()
    table = letter_exporting.rows(letters)
    mark = exports.mark(by=officer(request), of="list of letters")
    name = f"letters-{mark.file}.{kind}"
    if kind == "xlsx":
        file = as_workbook(table, mark=mark, title="Letters")
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(as_csv(table), content_type="text/csv; charset=utf-8", headers=headers)
