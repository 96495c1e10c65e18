"""Sheets of paper in the admin: entering a batch, looking lines up, and the second person's check."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from campaigns.admin_forms.paper import EnterForm, RefuseForm, SampleForm
from campaigns.enums import PaperState
from campaigns.models import PaperBatch, PaperScan
from campaigns.services import overlap, paper
from mail.admin_views import Screen
from people import sealed
from people.services import exports

SEE, ENTER, CHECK, SEE_SCAN = (
    f"campaigns.{action}" for action in ("view_paperbatch", "add_paperbatch", "change_paperbatch", "view_paperscan")
)
INDEX = "paper_batches:index"
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


class PaperScreen(Screen, TemplateView):
    header_icon = "doc-full"

    def above(self) -> list[dict[str, Any]]:
        return [{"url": reverse(INDEX), "label": "Paper"}]

    def shown(self, *, status: int = 200, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)


class EnterView(PaperScreen):
    permission = ENTER
    page_title = "Enter sheets"
    template_name = "campaigns/admin/paper/enter.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(form=EnterForm(initial={"petition": request.GET.get("petition")}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EnterForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                batch = paper.enter(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            except paper.NotPossible as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Entered. It counts once somebody else has checked it.")
                return redirect("paper_batches:batch", batch.pk)
        return self.shown(form=form, status=422)


class OfBatch(PaperScreen):
    permission = SEE

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        related = ("petition", "group", "constituency", "entered_by", "checked_by")
        self.batch = get_object_or_404(PaperBatch.objects.select_related(*related), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return f"Batch {self.batch.pk}"


class BatchView(OfBatch):
    template_name = "campaigns/admin/paper/batch.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(refuse_form=RefuseForm())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, user = self.batch, self.request.user
        may_check = user.has_perm(CHECK) and batch.entered_by_id != user.pk
        return {
            **super().get_context_data(**kwargs),
            "batch": batch,
            "estimate": estimate_of(batch),
            "least": overlap.least(batch.number),
            "is_own": batch.entered_by_id == user.pk,
            "may_sample": may_check and batch.state == PaperState.ENTERED,
            "may_approve": may_check and batch.state == PaperState.ENTERED,
            "may_refuse": may_check and batch.state != PaperState.REFUSED,
            "has_scan": PaperScan.objects.filter(pk=batch.pk).exists(),
            "may_see_scan": user.has_perm(SEE_SCAN),
        }


def estimate_of(batch: PaperBatch) -> overlap.Estimate | None:
    if not batch.sampled:
        return None
    return overlap.estimate(number=batch.number, sampled=batch.sampled, matched=batch.matched)


class SampleView(OfBatch):
    permission = CHECK
    template_name = "campaigns/admin/paper/sample.html"

    def get_page_title(self) -> str:
        return f"Look lines up of batch {self.batch.pk}"

    def form(self, data: Any = None) -> SampleForm:
        batch = self.batch
        drawn = overlap.lines(batch_id=batch.pk, scan_digest=batch.scan_digest, number=batch.number)
        return SampleForm(data, drawn=drawn, number=batch.number)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(form=self.form(), batch=self.batch)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                done = paper.sample(batch=self.batch, lines=form.lines, by=request.user)  # type: ignore[arg-type]
            except paper.NotPossible as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"{done.matched} of {done.sampled} lines were found online.")
                return redirect("paper_batches:batch", self.batch.pk)
        return self.shown(form=form, batch=self.batch, status=422)


class ApproveView(OfBatch):
    permission = CHECK
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.POST.get("added", "")
        added = int(typed) if typed.isdecimal() and len(typed) < 10 else None
        try:
            done = paper.approve(batch=self.batch, by=request.user, added=added)  # type: ignore[arg-type]
        except paper.NotPossible as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Approved: {done.added} signatures were added to the sum.")
        return redirect("paper_batches:batch", self.batch.pk)


class RefuseView(BatchView):
    permission = CHECK
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = RefuseForm(request.POST)
        if not form.is_valid():
            return self.shown(refuse_form=form, status=422)
        try:
            paper.refuse(batch=self.batch, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except paper.NotPossible as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Refused. It counts for nothing.")
        return redirect("paper_batches:batch", self.batch.pk)


class ScanView(View):
    """The sheets themselves, with everybody's names: who took them and when is logged."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perms([SEE, SEE_SCAN]):
            raise PermissionDenied
        batch = get_object_or_404(PaperBatch, pk=pk)
        try:
            scan = batch.scan
        except PaperBatch.scan.RelatedObjectDoesNotExist as error:
            raise Http404("Its scan has been deleted") from error
        except sealed.Unreadable as error:
            messages.error(request, str(error))
            return redirect("paper_batches:batch", pk)
        mark = exports.mark(by=request.user, of=f"scan of paper batch {pk}")  # type: ignore[arg-type]
        headers = {"Content-Disposition": f'attachment; filename="batch-{pk}-{mark.file}.{scan.kind}"'}
        return HttpResponse(scan.content, content_type=TYPES[scan.kind], headers=headers)
