"""Groups that may be one: a list of likely pairs, making two one, and undoing it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups import permissions
from groups.admin_forms.merging import Merging, Which
from groups.admin_views import screens
from groups.models import MergeBatch
from groups.selectors import lookalikes
from groups.services import merging, states
from people.admin_views.screens import Step, only_for, show

ICON = "copy"
ON_A_SCREEN = 25
INDEX, MERGES, WITH = "group_duplicates:index", "group_duplicates:merges", "group_duplicates:merge"
TITLE = "Groups that may be one"
REFUSALS: dict[type[Exception], str] = {
    merging.CantMerge: "",
    merging.CantUndo: "",
    states.WrongState: "Somebody else took a step since you opened this screen. Go back and look at its state.",
    states.NotTheirs: "A group in this state can't become part of another.",
}


@require_safe
@only_for(permissions.may_merge)
def index(request: HttpRequest) -> HttpResponse:
    asked = all(name in request.GET for name in Which.base_fields)
    form = Which(request.GET) if asked else Which(initial=request.GET.dict())
    if asked and form.is_valid():
        return redirect(WITH, *form.pair)
    return show(
        request,
        "lookalikes",
        folder=screens.FOLDER,
        title=TITLE,
        icon=ICON,
        trail=[],
        page=Paginator(lookalikes.pairs(), ON_A_SCREEN).get_page(request.GET.get("p")),
        may_tell_apart=permissions.may_review(request.user),
        form=form,
        status=422 if asked else 200,
    )


class MergeStep(Step):
    title, button, icon, folder = "Make two groups one", "Make them one", ICON, screens.FOLDER
    template, refusals = "merge", REFUSALS

    def allowed(self) -> bool:
        return permissions.may_merge(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.kept, self.gone = screens.group_or_404(kwargs["pk"]), screens.group_or_404(kwargs["other"])

    def form_class(self, *args: Any, **kwargs: Any) -> forms.Form:  # type: ignore[override]
        self.form = Merging(*args, kept=self.kept, gone=self.gone, **kwargs)
        return self.form

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), TITLE)]

    def explanation(self) -> list[str]:
        return [
            "What the second group has moves to the first. Its page leads to that of the first from then on, and "
            f"whoever leads it is told. It can be undone for {settings.KEEP_DAYS['merges']} days."
        ]

    def context(self) -> dict[str, Any]:
        try:
            lines, refused = merging.preview(kept=self.kept, gone=self.gone), ""
        except merging.CantMerge as refusal:
            lines, refused = [], str(refusal)
        return {"pair": (self.kept, self.gone), "lines": lines, "refused": refused}

    def act(self, values: dict[str, Any]) -> str:
        merging.merge(kept=self.kept, gone=self.gone, fields=self.form.taken, by=self.by, reason=values["reason"])
        return "The two are one."


@require_safe
@only_for(permissions.may_merge)
def merges(request: HttpRequest) -> HttpResponse:
    found = MergeBatch.objects.select_related("kept", "merged", "by")
    page = Paginator(found, ON_A_SCREEN).get_page(request.GET.get("p"))
    now = timezone.now()
    rows = [(batch, merging.undo_until(batch), merging.undo_until(batch) > now) for batch in page]
    return show(
        request,
        "merges",
        folder=screens.FOLDER,
        title="Merges of groups",
        icon="history",
        trail=[(reverse(INDEX), TITLE)],
        page=page,
        rows=rows,
    )


class UndoStep(Step):
    title, button, icon, refusals = "Make them two again", "Undo the merge", "rotate", REFUSALS

    def allowed(self) -> bool:
        return permissions.may_merge(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.batch = get_object_or_404(MergeBatch.objects.select_related("kept", "merged"), pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), TITLE), (reverse(MERGES), "Merges of groups")]

    def explanation(self) -> list[str]:
        return [
            f"What moved to {self.batch.kept} and still is there goes back to {self.batch.merged}. "
            "What came since the merge stays where it is."
        ]

    def act(self, values: dict[str, Any]) -> str:
        since = merging.undo(self.batch, by=self.by)
        stays = f" Changed since, so it stays as it is: {', '.join(since)}." if since else ""
        return f"They are two again.{stays}"
