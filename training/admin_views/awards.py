"""One award as staff see it, and what they do about it, each step on a screen of its own."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.widgets import AdminDateInput

from groups.models import CommunityGroup
from people.admin_views.screens import Step, only_for, show
from people.services import people
from training import permissions
from training.enums import Method, Standing, VersionState
from training.models import Award, Certificate, CourseVersion, Extension, Revocation
from training.selectors import awards as selectors
from training.services import awards

FOLDER, INDEX, ICON, TITLE = "training/admin", "training_awards:index", "success", "Awards"
NAMELESS = "A name that was erased"
NOT_LATER = "It lasts until that day already, or for ever. Choose a later day."
REFUSALS: dict[type[Exception], str] = {awards.NotEligible: "", awards.NotLater: NOT_LATER}


def page_of(award: Award) -> str:
    return reverse("training_awards:page", args=[award.pk])


def name_of(award: Award) -> str:
    return award.name or NAMELESS


def award_or_404(pk: int) -> Any:
    return get_object_or_404(selectors.as_of(timezone.localdate()), pk=pk)


@require_safe
@only_for(permissions.may_see_awards)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    award = award_or_404(pk)
    return show(
        request,
        "award",
        folder=FOLDER,
        title=f"{name_of(award)}: {award.course.title}",
        icon=ICON,
        trail=[(reverse(INDEX), TITLE)],
        award=award,
        is_revoked=award.standing == Standing.REVOKED,
        history=selectors.history(award),
        others=selectors.of_person(award.person_id, timezone.localdate()).exclude(pk=award.pk)[:20],
        has_certificate=Certificate.objects.filter(award=award).exists(),
        may_change=permissions.may_change_awards(request.user),
    )


def reason_field(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": "Say why."},
    )


class GiveForm(forms.Form):
    email = forms.EmailField(label="E-mail address", help_text="Their record is found by it, or made.")
    name = forms.CharField(label="Name", max_length=120, help_text="As their certificate shows it.")
    version = forms.ModelChoiceField(CourseVersion.objects.none(), label="Course")
    completed_on = forms.DateField(label="Completed on", widget=AdminDateInput)
    group = forms.ModelChoiceField(
        CommunityGroup.objects.none(),
        label="Group",
        required=False,
        help_text="Where they count. Empty: the group they belong to, if they belong to one.",
    )
    evidence = forms.CharField(
        label="Evidence",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="By what we know it, such as the register of a session. No details about victims.",
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        version, group = self.fields["version"], self.fields["group"]
        version.queryset = (  # type: ignore[attr-defined]
            CourseVersion.objects.exclude(state=VersionState.DRAFT)
            .select_related("course")
            .order_by("course__order", "course__title", "-number")
        )
        version.label_from_instance = called  # type: ignore[attr-defined]
        group.queryset = CommunityGroup.objects.approved()  # type: ignore[attr-defined]

    def clean_completed_on(self) -> date:
        day: date = self.cleaned_data["completed_on"]
        if day > timezone.localdate():
            raise ValidationError("This day is still to come.")
        return day


def called(version: CourseVersion) -> str:
    """An old version is offered for what was learnt while it was in use."""
    old = "" if version.state == VersionState.PUBLISHED else ", no longer in use"
    return f"{version.course.title}, version {version.number}{old}"


class GiveStep(Step):
    title, button, icon, form_class = "Give an award", "Give it", ICON, GiveForm
    refusals = REFUSALS

    def allowed(self) -> bool:
        return permissions.may_award(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.award: Award | None = None

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), TITLE)]

    def back(self) -> str:
        return page_of(self.award) if self.award else reverse(INDEX)

    def initial(self) -> dict[str, Any]:
        return {"completed_on": timezone.localdate()}

    def explanation(self) -> list[str]:
        return [
            "For training that reached you outside the quiz, a session, a leader's log and an import. Its first and "
            "last day follow from the course; an award that they hold is renewed."
        ]

    def act(self, values: dict[str, Any]) -> str:
        person = people.meet(email=values.pop("email"), name=values["name"]).person
        self.award = awards.give(
            person=person, method=Method.STAFF, key=f"staff:{uuid.uuid4()}", by_user=self.by, **values
        )
        return "The award is given."


class AwardStep(Step):
    icon = ICON
    refusals = REFUSALS

    def allowed(self) -> bool:
        return permissions.may_change_awards(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.award = award_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), TITLE), (page_of(self.award), f"{name_of(self.award)}: {self.award.course.title}")]


class ExtendForm(forms.Form):
    until = forms.DateField(label="New last day", widget=AdminDateInput)
    reason = reason_field("Why?", "It stays in the history of the award. Nobody outside the charity reads it.")


class ExtendStep(AwardStep):
    title, button, form_class = "Extend this award", "Extend it", ExtendForm

    def explanation(self) -> list[str]:
        if self.award.end is None:
            return ["It lasts for ever, so it can't be extended."]
        last = selectors.in_words(self.award.end)
        return [f"It ends on {last}. The award itself stays as it is: the new day is added to it, and can be undone."]

    def act(self, values: dict[str, Any]) -> str:
        awards.extend(award=self.award, by=self.by, **values)
        return "The award is extended."


class ReasonForm(forms.Form):
    reason = reason_field("Why?", "It stays in the history of the award.")


class TellingForm(forms.Form):
    reason = reason_field("Why?", "Its holder is told by e-mail, in these words.")


class RevokeStep(AwardStep):
    title, button, grave, form_class = "Revoke this award", "Revoke it", True, TellingForm

    def explanation(self) -> list[str]:
        return [
            "From today on it does not count, and whoever checks its certificate sees that. What it counted for on "
            "past days stays. You can let it count again later."
        ]

    def act(self, values: dict[str, Any]) -> str:
        awards.revoke(award=self.award, by=self.by, **values)
        return "The award is revoked, and its holder is told."


class ReinstateStep(AwardStep):
    title, button, form_class = "Let it count again", "Let it count", TellingForm

    def find(self, **kwargs: Any) -> None:
        rows = Revocation.objects.filter(reinstatement=None).select_related("award__person", "award__course")
        self.revocation = get_object_or_404(rows, pk=kwargs["pk"])
        self.award = self.revocation.award

    def explanation(self) -> list[str]:
        return [f"Why it was revoked: {self.revocation.reason}"] if self.revocation.reason else []

    def act(self, values: dict[str, Any]) -> str:
        awards.reinstate(revocation=self.revocation, by=self.by, **values)
        return "The award counts again, and its holder is told."


class UndoExtensionStep(AwardStep):
    title, button, grave, form_class = "Undo this extension", "Undo it", True, ReasonForm

    def find(self, **kwargs: Any) -> None:
        rows = Extension.objects.filter(undone=None).select_related("award__course", "award__person")
        self.extension = get_object_or_404(rows, pk=kwargs["pk"])
        self.award = self.extension.award

    def explanation(self) -> list[str]:
        return [f"It was extended to {selectors.in_words(self.extension.until)}: {self.extension.reason}"]

    def act(self, values: dict[str, Any]) -> str:
        awards.undo_extensions(extensions=[self.extension], by=self.by, **values)
        return "The extension is undone."
