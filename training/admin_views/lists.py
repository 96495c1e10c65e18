"""Bringing in a list of training of the past: its columns are matched, its lines looked at, noted, and taken back."""

import csv
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.views.mixins import Echo

from groups.enums import UNDER_WAY, ImportState
from groups.sheets.bounds import BadFile
from people.admin_views.screens import Step, officer, only_for, show
from people.services import exports
from training import permissions
from training.admin_forms.lists import Matching, Upload
from training.enums import RowPlan
from training.import_fields import OF_PAST
from training.models import ImportBatch
from training.selectors import imports
from training.services import import_checking, importing

FOLDER, ICON = "training/admin", "upload"
INDEX, PAGE = "training_lists:index", "training_lists:page"
TITLE = "Lists of training"
ON_A_SCREEN, LISTED = 50, 25
REFRESH = "3"  # seconds
BOM = "\ufeff"  # by which spreadsheets know that it is UTF-8
REFUSALS: dict[type[Exception], str] = {importing.NotPossible: ""}
may = only_for(permissions.may_import)


@require_safe
@may
def index(request: HttpRequest) -> HttpResponse:
    """Those of sessions too: staff can take each back."""
    batches = ImportBatch.objects.select_related("by", "session__event")
    page = Paginator(batches, LISTED).get_page(request.GET.get("p"))
    return show(request, "lists", folder=FOLDER, title=TITLE, icon=ICON, trail=[], page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@may
def upload(request: HttpRequest) -> HttpResponse:
    form = Upload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = importing.start(file=file.file, size=file.size, name=file.name, by=officer(request))
        except BadFile as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("training_lists:match", batch.pk)
    return show(
        request,
        "list_upload",
        folder=FOLDER,
        title="Bring in a list of training",
        icon=ICON,
        trail=[(reverse(INDEX), TITLE)],
        form=form,
        fields=OF_PAST.values(),
        status=422 if request.method == "POST" else 200,
    )


def batch_or_404(pk: int) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.select_related("by", "session__event"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@may
def match(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_or_404(pk)
    form = Matching(request.POST if request.method == "POST" else None, batch=batch)
    if request.method == "POST" and form.is_valid():
        try:
            importing.match(batch=batch, matching=form.matching)
        except importing.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            importing.go_on(batch.pk)
            return redirect(PAGE, batch.pk)
    return show(
        request,
        "list_match",
        folder=FOLDER,
        title="Which column is what",
        icon=ICON,
        trail=[(reverse(INDEX), TITLE), (reverse(PAGE, args=[batch.pk]), batch.name)],
        batch=batch,
        form=form,
        first=batch.rows.first(),
        status=422 if request.method == "POST" else 200,
    )


@require_safe
@may
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """While something is under way the browser asks again by itself; there is a link for those that don't."""
    batch = batch_or_404(pk)
    if batch.state == ImportState.READ:
        return redirect("training_lists:match", batch.pk)
    shown = request.GET.get("show", "")
    names = imports.BEFORE if batch.state == ImportState.CHECKED else imports.AFTER
    is_under_way = batch.state in UNDER_WAY
    rows: Any = [] if is_under_way else imports.rows(batch, shown)
    found = Paginator(rows, ON_A_SCREEN).get_page(request.GET.get("p"))
    answer = show(
        request,
        "list",
        folder=FOLDER,
        title=batch.name,
        icon=ICON,
        trail=[(reverse(INDEX), TITLE)],
        batch=batch,
        page=found,
        rows=[told(batch, row) for row in found],
        shown=shown,
        kept_in_address=f"&show={shown}" if shown in names and shown else "",
        counts=[] if is_under_way else imports.counts(batch, names),
        is_under_way=is_under_way,
        may_choose=batch.state == ImportState.CHECKED,
        may_undo=batch.state == ImportState.MADE and importing.undo_until(batch) > timezone.now(),
        undo_until=importing.undo_until(batch),
    )
    if is_under_way:
        answer.headers["Refresh"] = REFRESH
    return answer


def told(batch: ImportBatch, row: Any) -> dict[str, Any]:
    """A row with what its cells say, by the field that they are matched with."""
    known = import_checking.fields_of(batch.session)
    cells = [
        (known[name].label, value)
        for heading, value in zip(batch.columns, row.values, strict=False)
        if value and (name := batch.matching.get(heading)) in known
    ]
    return {"row": row, "cells": cells, "may_be_chosen": row.plan == RowPlan.GIVE}


@require_POST
@may
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """What was ticked on one screen of rows."""
    batch = batch_or_404(pk)
    try:
        importing.choose(batch=batch, **{name: keys(request.POST.getlist(name)) for name in ("shown", "ticked")})
    except importing.NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is remembered which lines are chosen.")
    kept = {"show": request.POST.get("show", ""), "p": request.POST.get("p", "")}
    asked = "&".join(f"{name}={value}" for name, value in kept.items() if value in imports.SHOWN or value.isdecimal())
    return redirect(f"{reverse(PAGE, args=[batch.pk])}?{asked}")


def keys(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 10]


@require_safe
def failing(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The rows that can't be noted, to be mended and brought in as a list of their own."""
    if not permissions.may_import(request.user):
        raise PermissionDenied
    batch = batch_or_404(pk)
    mark = exports.mark(by=officer(request), of="rows of a list of training")
    writer = csv.writer(Echo())
    lines = (writer.writerow([exports.guarded(cell) for cell in row]) for row in imports.failing(batch))
    answer = StreamingHttpResponse(chain([BOM], lines), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="lines-to-mend-{batch.pk}-{mark.file}.csv"'
    return answer


class BatchStep(Step):
    icon, refusals = ICON, REFUSALS

    def allowed(self) -> bool:
        return permissions.may_import(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.batch = batch_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), TITLE), (reverse(PAGE, args=[self.batch.pk]), self.batch.name)]


class MakeStep(BatchStep):
    title, button = "Note the chosen lines", "Note them"

    def explanation(self) -> list[str]:
        number = importing.choosable(self.batch).filter(is_chosen=True).count()
        what = "Marks" if self.batch.session_id else "Awards"
        return [
            f"{what}: {number:,}. The other lines are left alone.",
            f"Nobody is written to. All of it can be taken back for {settings.KEEP_DAYS['merges']} days.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        importing.make(self.batch)
        importing.go_on(self.batch.pk)
        return "It is being noted."


class UndoStep(BatchStep):
    title, button, icon, grave = "Take the list back", "Take it back", "rotate", True

    def explanation(self) -> list[str]:
        return [
            "Awards that it gave are revoked, and marks are set back to what they were. An award that was renewed "
            "since stays, and so does what was marked otherwise since: they are listed with the reason."
        ]

    def act(self, values: dict[str, Any]) -> str:
        importing.undo(self.batch)
        importing.go_on(self.batch.pk)
        return "It is being taken back."


class DiscardStep(BatchStep):
    title, button, icon, grave = "Forget the list", "Forget it", "bin", True

    def explanation(self) -> list[str]:
        return ["Its lines are deleted here. Nothing else changes."]

    def act(self, values: dict[str, Any]) -> str:
        importing.discard(self.batch)
        return "The list is forgotten."

    def back(self) -> str:
        gone = not ImportBatch.objects.filter(pk=self.batch.pk).exists()
        return reverse(INDEX) if gone else super().back()
