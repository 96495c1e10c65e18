"""One group as staff see it: how it fares and why, who leads it, what became of it, and what can be done."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groups import permissions
from groups.admin_views import screens
from groups.admin_views.deciding import offered
from groups.enums import APPLYING, GroupState
from groups.forms.words import WordsField
from groups.selectors import overseeing
from groups.services import notes
from people.admin_views.screens import only_for, show


@require_safe
@only_for(permissions.may_see_groups)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    group = screens.group_or_404(pk)
    may_review = permissions.may_review(request.user)
    may_see_leaders = permissions.may_see_leaders(request.user)
    return show(
        request,
        "group",
        folder=screens.FOLDER,
        title=group.name or screens.NAMELESS,
        icon="group",
        trail=[screens.start()],
        group=group,
        is_applying=group.state in APPLYING,
        is_approved=group.state == GroupState.APPROVED,
        is_public=group.state in (GroupState.APPROVED, GroupState.CLOSED),
        deeds=offered(group) if may_review else [],
        may_review=may_review,
        may_see_leaders=may_see_leaders,
        may_merge=permissions.may_merge(request.user),
        **overseeing.of(group, with_people=may_see_leaders)._asdict(),
    )


class NoteForm(forms.Form):
    text = WordsField(
        label="Note",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Staff read it, the group never does. Name nobody in it.",
        error_messages={"required": "Write something."},
    )


class NoteStep(screens.GroupStep):
    title, button, form_class = "Write a note", "Keep the note", NoteForm

    def trail(self) -> list[tuple[str, str]]:
        return screens.trail_to_page(self.group)

    def act(self, values: dict[str, Any]) -> str:
        notes.add(group=self.group, text=values["text"], by=self.by)
        return "The note is kept."
