"""Making two records of one person one, and undoing it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from people import permissions
from people.admin_forms import Because
from people.admin_views.people import INDEX, look_up, person_or_404
from people.admin_views.person_steps import PersonStep
from people.admin_views.screens import Step, only_for, show
from people.enums import Access
from people.models import Merge
from people.services import access, merging


@only_for(permissions.may_change_people)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Search for the record that is the same person."""
    kept = person_or_404(pk)
    form, found = look_up(request)
    others = None if found is None else [one for one in found if one.pk != kept.pk and not one.merged_into_id]
    page = reverse("desk_people:person", args=[kept.pk])
    trail = [(reverse(INDEX), "People"), (page, f"Person {kept.pk}")]
    title = "Merge with another record"
    return show(request, "search", title=title, icon="group", trail=trail, form=form, found=others, kept=kept)


class MergeStep(PersonStep):
    title, button, icon, form_class = "Merge two records", "Merge them", "group", Because
    template = "merge"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.gone = person_or_404(kwargs["other"])

    def explanation(self) -> list[str]:
        return [
            "What the second record holds moves to the first, who is from then on met at both addresses. What a rule "
            "is against, such as a second login, stays with the second and is still shown. So does permission to "
            "write, where it was given at an address that wants no news. It can be undone for "
            f"{settings.KEEP_DAYS['merges']} days."
        ]

    def context(self) -> dict[str, Any]:
        access.record(Access.VIEWED, by=self.by, person=self.gone)
        try:
            lines, refused = merging.preview(kept=self.person, gone=self.gone), ""
        except merging.CantMerge as refusal:
            lines, refused = [], str(refusal)
        return {**super().context(), "pair": (self.person, self.gone), "lines": lines, "refused": refused}

    def act(self, values: dict[str, Any]) -> str:
        merging.merge(kept=self.person, gone=self.gone, by=self.by, **values)
        return "The two records are one."


class UndoStep(Step):
    title, button, icon = "Undo a merge", "Undo it", "undo"

    def allowed(self) -> bool:
        return permissions.may_change_people(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.merge = get_object_or_404(Merge.objects.select_related("kept", "gone"), pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        page = reverse("desk_people:person", args=[self.merge.kept_id])
        return [(reverse(INDEX), "People"), (page, f"Person {self.merge.kept_id}")]

    def explanation(self) -> list[str]:
        return [
            f"What moved to person {self.merge.kept_id} and still is there goes back to person {self.merge.gone_id}. "
            "What came since the merge stays where it is."
        ]

    def act(self, values: dict[str, Any]) -> str:
        merging.undo(self.merge, by=self.by)
        return "The merge is undone."
