"""Letters that go by post: gathered into a run, printed as one file, taken away, marked as posted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from campaigns.admin_forms.letter_desk import Posted
from campaigns.letter_enums import RUN_UNDER_WAY, PrintRunState
from campaigns.models import PrintFile, PrintRun
from campaigns.services import print_runs
from mail.admin_views import Screen
from people import sealed
from people.admin_views.screens import Step
from people.services import exports

SEE, ASK, POST = (f"campaigns.{action}_printrun" for action in ("view", "add", "post"))
INDEX, TITLE = "print_runs:index", "Print runs"
REFRESH = "4"  # seconds


def trail() -> list[tuple[str, str]]:
    return [(reverse(INDEX), TITLE)]


class AskView(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(ASK):
            raise PermissionDenied
        try:
            made = print_runs.ask(by=request.user)  # type: ignore[arg-type]
        except print_runs.NotPossible as refusal:
            messages.warning(request, str(refusal))
            return redirect(INDEX)
        return redirect("print_runs:page", made[0].pk) if len(made) == 1 else redirect(INDEX)


class AgainView(View):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perms([SEE, ASK]):
            raise PermissionDenied
        try:
            print_runs.try_again(get_object_or_404(PrintRun, pk=pk))
        except print_runs.NotPossible as refusal:
            messages.warning(request, str(refusal))
        return redirect("print_runs:page", pk)


class RunView(Screen, TemplateView):
    header_icon = "doc-full-inverse"
    permission = SEE
    template_name = "campaigns/admin/letters/print_run.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.run = get_object_or_404(PrintRun.objects.select_related("asked_by", "posted_by"), pk=kwargs["pk"])

    def above(self) -> list[dict[str, Any]]:
        return [{"url": reverse(INDEX), "label": TITLE}]

    def get_page_title(self) -> str:
        return f"Print run {self.run.pk}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While it is being made the browser asks again by itself; there is a link for those that don't."""
        answer = super().get(request, *args, **kwargs)
        if self.run.state in RUN_UNDER_WAY:
            answer.headers["Refresh"] = REFRESH
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, user = self.run, self.request.user
        return {
            **super().get_context_data(**kwargs),
            "run": run,
            "is_under_way": run.state in RUN_UNDER_WAY,
            "has_file": PrintFile.objects.filter(pk=run.pk).exists(),
            "taken_out": run.state == PrintRunState.READY and print_runs.in_run(run).count() != run.number,
            "may_post": user.has_perm(POST),
            "may_try": run.state == PrintRunState.FAILED and user.has_perm(ASK) and print_runs.in_run(run).exists(),
        }


class FileView(View):
    """Everybody's words: who took them and when is logged."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perms([SEE, POST]):
            raise PermissionDenied
        try:
            file = PrintFile.objects.get(pk=pk)
        except PrintFile.DoesNotExist as error:
            raise Http404("There is no such file, or it has been deleted") from error
        except sealed.Unreadable as error:
            messages.error(request, str(error))
            return redirect("print_runs:page", pk)
        mark = exports.mark(by=request.user, of=f"print run {pk}")  # type: ignore[arg-type]
        headers = {"Content-Disposition": f'attachment; filename="letters-{pk}-{mark.file}.pdf"'}
        return HttpResponse(bytes(file.content), content_type="application/pdf", headers=headers)


class PostedForm(Posted):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class PostedStep(Step):
    title, button, icon, form_class = "Mark as posted", "They are in the post", "doc-full-inverse", PostedForm
    refusals = {print_runs.NotPossible: ""}

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(POST))

    def find(self, **kwargs: Any) -> None:
        self.run = get_object_or_404(PrintRun, pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [*trail(), (reverse("print_runs:page", args=[self.run.pk]), f"Print run {self.run.pk}")]

    def explanation(self) -> list[str]:
        return [
            f"{self.run.number} letters count as sent from this day on, and their writers are told. This can't be "
            "taken back.",
            "Where a letter was taken out since you printed the run, you are told which one not to post.",
        ]

    def initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate(), "seen": print_runs.stamp(self.run)}

    def act(self, values: dict[str, Any]) -> str:
        number = print_runs.mark_posted(self.run, by=self.by, on=values["on"], seen=values["seen"])
        return "1 letter is marked as posted." if number == 1 else f"{number} letters are marked as posted."
