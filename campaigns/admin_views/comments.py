"""The queue of comments: read, shown or not, undone."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from campaigns.admin_views import screens
from campaigns.admin_views.screens import DECIDE
from campaigns.enums import CommentState, Decision
from campaigns.models import Petition, Signature, SignatureDecision
from campaigns.services import moderating
from campaigns.services.moderating import REASONS, Choice
from people.admin_views.screens import officer, show

ON_A_SCREEN = 20
LISTED = 50
LATER, SHOW = "", "show"
CHOICES = [(LATER, "Later"), (SHOW, "Show"), *((key, f"Don't show: {reason}") for key, reason in REASONS.items())]


class Comment(forms.Form):
    """One choice a comment. The prefix is the key of its signature."""

    choice = forms.ChoiceField(label="Decision", choices=CHOICES, required=False)

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        kwargs["prefix"] = str(signature.pk)
        super().__init__(*args, **kwargs)
        self.signature = signature

    @property
    def chosen(self) -> Choice | None:
        key = self.cleaned_data["choice"]
        if key == SHOW:
            return Choice(CommentState.SHOWN)
        return Choice(CommentState.REFUSED, REASONS[key]) if key in REASONS else None


class Rest(forms.Form):
    """What becomes of those on the screen that have no choice of their own."""

    rest = forms.ChoiceField(label="All that are left at “Later”", choices=CHOICES, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    screens.require(request, DECIDE)
    if request.method == "POST":
        return decide(request)
    waiting = moderating.waiting().select_related("petition", "constituency_found", "constituency_chosen")
    petition = asked_for(request)
    if petition is not None:
        waiting = waiting.filter(petition=petition)
    rows = list(waiting[: ON_A_SCREEN + 1])
    return show(
        request,
        "comments",
        folder=screens.FOLDER,
        title="Comments",
        icon="comment",
        trail=[],
        forms=[Comment(signature=row) for row in rows[:ON_A_SCREEN]],
        rest=Rest(),
        is_more=len(rows) > ON_A_SCREEN,
        petition=petition,
        address=request.get_full_path(),
    )


def asked_for(request: HttpRequest) -> Petition | None:
    key = request.GET.get("petition", "")
    return Petition.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None


def decide(request: HttpRequest) -> HttpResponse:
    """Whatever was not on the screen, or that a colleague decided meanwhile, is left alone."""
    keys = [int(pk) for pk in request.POST.getlist("comment")[:ON_A_SCREEN] if pk.isdecimal() and len(pk) < 19]
    rest = Rest(request.POST)
    of_rest = rest.cleaned_data["rest"] if rest.is_valid() else LATER
    choices: dict[int, Choice] = {}
    for row in moderating.waiting().filter(pk__in=keys):
        form = Comment(with_rest(request.POST, row.pk, of_rest), signature=row)
        if form.is_valid() and (chosen := form.chosen):
            choices[row.pk] = chosen
    number = moderating.decide(choices, by=officer(request))
    if number:
        said = "1 comment is decided." if number == 1 else f"{number} comments are decided."
        undo = messages.button(reverse("petition_comments:history"), "History and undo")
        messages.success(request, said, buttons=[undo])
    else:
        messages.warning(request, "Nothing was chosen, or somebody else was quicker.")
    return redirect(request.get_full_path())


def with_rest(posted: Any, pk: int, rest: str) -> dict[str, str]:
    name = f"{pk}-choice"
    return {name: posted.get(name) or rest}


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    screens.require(request, DECIDE)
    of_comments = SignatureDecision.objects.filter(decision__in=moderating.OF_COMMENTS)
    batches = (
        of_comments.exclude(batch=None)
        .order_by()
        .values("batch", "by__email")
        .annotate(
            last=Max("at"),
            shown=Count("pk", filter=Q(decision=Decision.COMMENT_SHOWN)),
            refused=Count("pk", filter=Q(decision=Decision.COMMENT_REFUSED)),
        )
        .order_by("-last")[:LISTED]
    )
    decisions = of_comments.select_related("signature", "petition", "by").order_by("-at", "-pk")
    return show(
        request,
        "comment_history",
        folder=screens.FOLDER,
        title="What was decided",
        icon="history",
        trail=[(reverse("petition_comments:index"), "Comments")],
        batches=batches,
        decisions=decisions[:LISTED],
    )


@require_POST
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    screens.require(request, DECIDE)
    undone = moderating.undo(batch, by=officer(request))
    left = f" {undone.left} were left: they were decided anew since, or are gone." if undone.left else ""
    messages.success(request, f"{undone.number} undone.{left}")
    return redirect("petition_comments:history")
