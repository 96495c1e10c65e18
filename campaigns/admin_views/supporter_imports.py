"""Bringing in a list of supporters: choosing it, matching its columns, looking at it, watching it, taking it back."""

import csv
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.views.mixins import Echo
from wagtail.log_actions import registry

from campaigns.admin_forms.supporter_imports import Matching, Upload
from campaigns.mailout_enums import UNDER_WAY, ImportState
from campaigns.models import SupporterImport, SupporterLine
from campaigns.selectors import supporter_imports as selectors
from campaigns.services import supporter_checking, supporter_imports, supporter_making
from campaigns.supporter_fields import FIELDS
from groups.sheets.bounds import BadFile
from people.admin_views.screens import Step, officer, only_for, show
from people.services import exports

FOLDER = "campaigns/admin/supporters"
ICON = "upload"
INDEX, PAGE, MATCH = (f"supporter_imports:{name}" for name in ("index", "page", "match"))
TITLE = "Lists of supporters"
ADD, UNDO = "campaigns.add_supporterimport", "campaigns.undo_supporterimport"
ON_A_SCREEN, LISTED, SAMPLES = 50, 25, 5
REFRESH = "3"  # seconds
BOM = "\ufeff"  # by which spreadsheets know that it is UTF-8
REFUSALS: dict[type[Exception], str] = {
    supporter_imports.NotPossible: "",
    supporter_imports.SamePerson: "You brought this list in yourself: somebody else has to have its people asked.",
}
may = only_for(lambda user: bool(user.has_perm(ADD)))


@require_safe
@may
def index(request: HttpRequest) -> HttpResponse:
    rows = SupporterImport.objects.select_related("created_by").annotate(number=Count("lines")).defer("evidence")
    page = Paginator(rows.order_by("-created_at", "-pk"), LISTED).get_page(request.GET.get("p"))
    return show(request, "lists", folder=FOLDER, title=TITLE, icon=ICON, trail=[], page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@may
def upload(request: HttpRequest) -> HttpResponse:
    form = Upload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = supporter_imports.start(file=file.file, size=file.size, name=file.name, by=officer(request))
        except BadFile as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(MATCH, batch.pk)
    return show(
        request,
        "upload",
        folder=FOLDER,
        title="Bring in a list of supporters",
        icon=ICON,
        trail=[(reverse(INDEX), TITLE)],
        form=form,
        fields=FIELDS.values(),
        status=422 if request.method == "POST" else 200,
    )


def batch_or_404(pk: int) -> SupporterImport:
    return get_object_or_404(SupporterImport.objects.select_related("created_by", "evidence_file"), pk=pk)


def trail_to(batch: SupporterImport) -> list[tuple[str, str]]:
    return [(reverse(INDEX), TITLE), (reverse(PAGE, args=[batch.pk]), batch.file_name)]


@require_http_methods(["GET", "HEAD", "POST"])
@may
def match(request: HttpRequest, pk: int) -> HttpResponse:
    batch, is_sent = batch_or_404(pk), request.method == "POST"
    form = Matching(request.POST, request.FILES, batch=batch) if is_sent else Matching(batch=batch)
    if is_sent and form.is_valid() and matched(batch, form, request):
        return redirect(PAGE, batch.pk)
    return show(
        request,
        "match",
        folder=FOLDER,
        title="Which column is what",
        icon=ICON,
        trail=trail_to(batch),
        batch=batch,
        form=form,
        samples=list(batch.lines.order_by("number")[:SAMPLES]),
        number=batch.lines.count(),
        status=422 if is_sent else 200,
    )


def matched(batch: SupporterImport, form: Matching, request: HttpRequest) -> bool:
    given = {name: form.cleaned_data[name] for name in ("purpose", "evidence", "evidence_file")}
    try:
        supporter_imports.match(batch=batch, columns=form.columns, by=officer(request), **given)
    except supporter_imports.NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError:
        form.add_error("evidence_file", "This file can't be kept. Choose one of another kind.")
        return False
    supporter_imports.go_on(batch.pk)
    return True


@require_safe
@may
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """While something is under way the browser asks again by itself; there is a link for those that don't."""
    batch = batch_or_404(pk)
    if batch.state == ImportState.UPLOADED:
        return redirect(MATCH, batch.pk)
    answer = show(
        request,
        "list",
        folder=FOLDER,
        title=batch.file_name,
        icon=ICON,
        trail=[(reverse(INDEX), TITLE)],
        **told(request, batch),
    )
    if batch.state in UNDER_WAY:
        answer.headers["Refresh"] = REFRESH
    return answer


def told(request: HttpRequest, batch: SupporterImport) -> dict[str, Any]:
    shown, names = request.GET.get("show", ""), selectors.filters(batch)
    is_under_way, is_done = batch.state in UNDER_WAY, batch.state == ImportState.DONE
    lines: Any = [] if is_under_way else selectors.lines(batch, shown)
    found = Paginator(lines, ON_A_SCREEN).get_page(request.GET.get("p"))
    return {
        "batch": batch,
        "page": found,
        "lines": [(line, cells_of(batch, line)) for line in found],
        "shown": shown,
        "kept_in_address": f"&show={shown}" if shown in names and shown else "",
        "counts": [] if is_under_way else selectors.counts(batch, names),
        "progress": progress(batch) if is_under_way else None,
        "may_take_in": batch.state == ImportState.CHECKED,
        "may_ask": is_done and batch.asked_at is None and supporter_making.to_ask(batch) > 0,
        "may_undo": is_done and request.user.has_perm(UNDO) and supporter_imports.undo_until(batch) > timezone.now(),
        "undo_until": supporter_imports.undo_until(batch),
        "history": registry.get_logs_for_instance(batch).select_related("user")[:LISTED],
    }


def progress(batch: SupporterImport) -> dict[str, int]:
    return {"done": batch.lines.filter(number__lte=batch.done_to).count(), "all": batch.lines.count()}


def cells_of(batch: SupporterImport, line: SupporterLine) -> list[tuple[str, str]]:
    """What a line says, by the field that its columns are matched with; nothing once it was brought in."""
    known = [(FIELDS[name].label, place) for name, place in batch.columns.items() if name in FIELDS]
    return [(label, line.cells[place]) for label, place in known if place < len(line.cells) and line.cells[place]]


@require_safe
def failing(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The lines that can't be brought in, to be mended and brought in as a list of their own."""
    if not request.user.has_perm(ADD):
        raise PermissionDenied
    batch = batch_or_404(pk)
    mark = exports.mark(by=officer(request), of="lines of a list of supporters")
    writer = csv.writer(Echo())
    rows = (writer.writerow([exports.guarded(cell) for cell in row]) for row in selectors.failing(batch))
    answer = StreamingHttpResponse(chain([BOM], rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="lines-to-mend-{batch.pk}-{mark.file}.csv"'
    return answer


class ListStep(Step):
    icon, refusals, permission = ICON, REFUSALS, ADD

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(self.permission))

    def find(self, **kwargs: Any) -> None:
        self.batch = batch_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return trail_to(self.batch)


class TakeInStep(ListStep):
    title, button = "Bring the list in", "Bring it in"

    def explanation(self) -> list[str]:
        number = self.batch.lines.filter(state__in=supporter_checking.OPEN).count()
        purpose = self.batch.get_purpose_display() if self.batch.purpose else "nothing"
        return [
            f"People who are brought in: {number:,}. The other lines are left out.",
            f"It can be shown that they agreed to: {purpose}. Nobody is written to. They get nothing before they "
            "confirm it themselves.",
            "What the lines say is not kept here afterwards, but for those that can't be brought in.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        supporter_imports.take_in(batch=self.batch, by=self.by)
        supporter_imports.go_on(self.batch.pk)
        return "It is being brought in."


class AskStep(ListStep):
    title, button, icon = "Ask them to confirm", "Have them asked", "mail"

    def explanation(self) -> list[str]:
        return [
            f"People who are asked: {supporter_making.to_ask(self.batch):,}. Each gets one message, with a link to a "
            "button. Whoever does not press it gets nothing more, and is forgotten after a month.",
            f"They agreed to: {self.batch.get_purpose_display()}. What shows it:",
            self.batch.evidence,
            "Do this only where you have looked at the evidence and it shows that each of them agreed to just that.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        supporter_imports.ask(batch=self.batch, by=self.by)
        return "They are being asked, a few at a time."


class UndoStep(ListStep):
    title, button, icon, grave, permission = "Take the list back", "Take it back", "rotate", True, UNDO

    def explanation(self) -> list[str]:
        return [
            "People whom nobody knew before the list are deleted, with what it says they agreed to. Whoever answered, "
            "or did anything here since, stays, and the line says why.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        supporter_imports.undo(batch=self.batch, by=self.by)
        supporter_imports.go_on(self.batch.pk)
        return "It is being taken back."


class DiscardStep(ListStep):
    title, button, icon, grave = "Forget the list", "Forget it", "bin", True

    def explanation(self) -> list[str]:
        return ["Its lines are deleted here, with the file that shows that they agreed. Nobody is brought in."]

    def act(self, values: dict[str, Any]) -> str:
        supporter_imports.discard(self.batch)
        return "The list is forgotten."

    def back(self) -> str:
        gone = not SupporterImport.objects.filter(pk=self.batch.pk).exists()
        return reverse(INDEX) if gone else super().back()
