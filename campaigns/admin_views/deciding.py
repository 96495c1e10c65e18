"""Many signatures at once: say which, look at what that would do, do it, watch it, undo it."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from campaigns.admin_forms.deciding import Conditions, Decide, Reason, in_words
from campaigns.admin_views import screens
from campaigns.admin_views.screens import DECIDE, PetitionStep
from campaigns.admin_views.signatures import trail
from campaigns.enums import Decision
from campaigns.models import DecisionBatch, Signature
from campaigns.services import deciding
from people.admin_views.screens import officer, show

LISTED = 50
CHOOSE_ONE_PETITION = "Tick signatures of one petition."


def trail_to_batches() -> list[tuple[str, str]]:
    return [*trail(), (reverse("signatures:batches"), "Decisions about many")]


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Which: asked by a form, or ticked in the list. A POST of it shows what that would do, and does nothing."""
    screens.require(request, DECIDE)
    if request.method != "POST":
        return ask(request, Conditions(initial={"petition": request.GET.get("petition")}))
    data: Any = request.POST
    if "ticked" in request.POST:
        data = ticked(request.POST.getlist("ticked"), request.POST.get("decision", Decision.INVALIDATED))
        if data is None:
            messages.error(request, CHOOSE_ONE_PETITION)
            return redirect("signatures:index")
    form = Conditions(data)
    return look(request, form, Reason()) if form.is_valid() else ask(request, form, status=422)


def ticked(pks: list[str], what: str) -> dict[str, str] | None:
    keys = [int(pk) for pk in pks if pk.isdecimal() and len(pk) < 19]
    petitions = set(Signature.objects.filter(pk__in=keys).values_list("petition", flat=True))
    if len(petitions) != 1:
        return None
    return {"petition": str(petitions.pop()), "decision": what, "pks": ",".join(map(str, keys))}


def ask(request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    return show(
        request,
        "choose",
        folder=screens.FOLDER,
        title="Decide about many signatures",
        icon="edit",
        trail=trail(),
        form=form,
        status=status,
    )


def look(request: HttpRequest, form: Conditions, reason: forms.Form, status: int = 200) -> HttpResponse:
    decision = Decision(form.cleaned_data["decision"])
    seen = deciding.preview(form.cleaned_data["petition"], decision, form.conditions)
    return show(
        request,
        "preview",
        folder=screens.FOLDER,
        title="What this would do",
        icon="view",
        trail=[*trail(), (reverse("signatures:choose"), "Decide about many signatures")],
        petition=form.cleaned_data["petition"],
        decision=decision,
        said=form.said,
        carried=[(name, form.data.get(name, "")) for name in form.fields if form.data.get(name)],
        seen=seen,
        form=reason,
        status=status,
    )


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Writes the batch down and begins with it; the rest of a large one is done in the background."""
    screens.require(request, DECIDE)
    form = Decide(request.POST)
    if not form.is_valid():
        conditions, reason = Conditions(request.POST), Reason(request.POST)
        reason.is_valid()
        return look(request, conditions, reason, 422) if conditions.is_valid() else ask(request, conditions, 422)
    try:
        batch = deciding.decide(
            petition=form.cleaned_data["petition"],
            decision=Decision(form.cleaned_data["decision"]),
            conditions=form.conditions,
            reason=form.cleaned_data["reason"],
            by=officer(request),
            up_to=form.cleaned_data["up_to"],
        )
    except deciding.NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("signatures:choose")
    return begin(batch)


def begin(batch: DecisionBatch) -> HttpResponse:
    deciding.go_on(batch.pk)
    if batch.total <= deciding.SLICE:
        deciding.go_on(batch.pk)  # which finds that it is through
    return redirect("signatures:batch", batch.pk)


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    screens.require(request, screens.SEE_SIGNATURES)
    found = DecisionBatch.objects.select_related("petition", "by", "undoes", "undone_by")
    return show(
        request,
        "batches",
        folder=screens.FOLDER,
        title="Decisions about many",
        icon="history",
        trail=trail(),
        batches=Paginator(found, LISTED).get_page(request.GET.get("p")),
        may_decide=request.user.has_perm(DECIDE),
    )


def batch_or_404(pk: UUID) -> DecisionBatch:
    related = ("petition", "by", "undoes", "undone_by")
    return get_object_or_404(DecisionBatch.objects.select_related(*related), pk=pk)


@require_safe
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    screens.require(request, screens.SEE_SIGNATURES)
    found = batch_or_404(pk)
    return show(
        request,
        "batch",
        folder=screens.FOLDER,
        title=str(found),
        icon="history",
        trail=trail_to_batches(),
        batch=found,
        said=in_words(found.conditions),
        undone_by=getattr(found, "undone_by", None),
        may_decide=request.user.has_perm(DECIDE),
    )


class BatchStep(PetitionStep):
    permission = DECIDE

    def find(self, **kwargs: Any) -> None:
        self.batch = batch_or_404(kwargs["pk"])
        self.petition = self.batch.petition

    def trail(self) -> list[tuple[str, str]]:
        page = reverse("signatures:batch", args=[self.batch.pk])
        return [*trail_to_batches(), (page, str(self.batch))]


class UndoStep(BatchStep):
    title, button, icon, form_class = "Undo", "Undo it", "rotate", Reason

    def explanation(self) -> list[str]:
        return [
            f"{self.batch.done:,} signatures become again what they were before, but for those that were decided "
            "about anew since.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        self.made = deciding.undo(self.batch, by=self.by, reason=values["reason"])
        begin(self.made)
        return "It is being undone."

    def back(self) -> str:
        if hasattr(self, "made"):
            return reverse("signatures:batch", args=[self.made.pk])
        return super().back()


class StopStep(BatchStep):
    title, button, icon = "Stop", "Stop it", "cross"

    def explanation(self) -> list[str]:
        return ["What was not reached yet is left alone. What is done stays done, and can be undone."]

    def act(self, values: dict[str, Any]) -> str:
        return "It is stopped." if deciding.stop(self.batch) else "It was through already."
