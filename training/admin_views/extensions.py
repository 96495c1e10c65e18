"""More time for all who hold a course: what it would do, first, and how it is taken back."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.widgets import AdminDateInput

from people.admin_views.screens import Step, only_for, show
from training import permissions
from training.admin_views.awards import FOLDER, ReasonForm, reason_field
from training.admin_views.awards import INDEX as AWARDS
from training.admin_views.awards import TITLE as AWARDS_TITLE
from training.models import Course
from training.selectors import awards as selectors
from training.services import course_extensions

INDEX, ICON, TITLE = "training_awards:extensions", "date", "More time for everybody"
LISTED = 25


@require_safe
@only_for(permissions.may_see_awards)
def index(request: HttpRequest) -> HttpResponse:
    return show(
        request,
        "extensions",
        folder=FOLDER,
        title=TITLE,
        icon=ICON,
        trail=[(reverse(AWARDS), AWARDS_TITLE)],
        page=Paginator(selectors.course_extensions(), LISTED).get_page(request.GET.get("p")),
        may_change=permissions.may_change_awards(request.user),
    )


class ExtendAllForm(forms.Form):
    course = forms.ModelChoiceField(Course.objects.all(), label="Course")
    until = forms.DateField(label="New last day", widget=AdminDateInput, help_text="Of all that would end before it.")
    reason = reason_field("Why?", "It stays in the history of each award.")
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day <= timezone.localdate():
            raise ValidationError("Choose a day that is still to come.")
        return day

    def clean(self) -> dict[str, Any]:
        """Shown how many it is about first, and again where that has changed since."""
        values: dict[str, Any] = super().clean() or {}
        if "course" not in values or "until" not in values:
            return values
        chosen = course_extensions.ending_before(course=values["course"], until=values["until"]).count()
        if values.pop("expected", None) != chosen or not chosen:
            self.data = {**self.data.dict(), "expected": str(chosen)}  # type: ignore[attr-defined]
            raise ValidationError(how_many(chosen))
        return values


def how_many(chosen: int) -> str:
    if not chosen:
        return "Nobody's award of this course ends before that day."
    whom = "1 person's award" if chosen == 1 else f"{chosen} awards"
    return f"This would extend {whom} that count today or can still be refreshed. Press the button again to do it."


class ExtensionStep(Step):
    icon = ICON

    def allowed(self) -> bool:
        return permissions.may_change_awards(self.request.user)

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(AWARDS), AWARDS_TITLE), (reverse(INDEX), TITLE)]


class ExtendAllStep(ExtensionStep):
    title, button, form_class = "Extend all awards of a course", "Extend them", ExtendAllForm

    def find(self, **kwargs: Any) -> None:
        return None

    def explanation(self) -> list[str]:
        return [
            "For when nobody can renew in time. You are shown how many awards it is about before anything happens. "
            "Their holders are not written to: what they hold shows the new day, and reminders follow it."
        ]

    def act(self, values: dict[str, Any]) -> str:
        made = course_extensions.give(by=self.by, **values)
        return f"{made.extensions.count()} awards are extended."


class UndoAllStep(ExtensionStep):
    title, button, grave, form_class = "Undo this extension of a course", "Undo it", True, ReasonForm

    def find(self, **kwargs: Any) -> None:
        self.extension: Any = get_object_or_404(selectors.course_extensions(), pk=kwargs["pk"])

    def explanation(self) -> list[str]:
        until, course = selectors.in_words(self.extension.until), self.extension.course.title
        return [
            f"{course}, to {until}: {self.extension.reason}",
            f"From today on {self.extension.holding} awards end again on the day they had before.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        undone = course_extensions.undo(extension=self.extension, by=self.by, **values)
        return f"{undone} extensions are undone."
