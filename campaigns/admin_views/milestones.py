"""The numbers of a petition at which something is said. What was reached stays as it was."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from campaigns.admin_views import screens
from campaigns.models import Milestone, Petition
from people.admin_views.screens import show

MOST = 20


class MilestoneForm(forms.ModelForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.reached_at is not None:
            for field in self.fields.values():
                field.disabled = True

    class Meta:
        model = Milestone
        fields = ("number", "meaning", "message")
        widgets = {"message": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        """Else its message would go to everybody at once, with nobody to stop it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        number = cleaned.get("number")
        if self.has_changed() and cleaned.get("message") and number and number <= self.instance.petition.count:
            self.add_error("number", "So many have signed already. Leave the message empty, or write news.")
        return cleaned


class MilestoneFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    def add_fields(self, form: Any, index: int | None) -> None:
        """One that was reached has no box to delete it."""
        super().add_fields(form, index)
        if form.instance.reached_at is not None:
            form.fields["DELETE"].disabled = True
            form.fields["DELETE"].widget = forms.HiddenInput()

    def clean(self) -> None:
        super().clean()
        if any(form.cleaned_data.get("number") == 0 for form in self.forms if hasattr(form, "cleaned_data")):
            raise ValidationError("A milestone is at least one signature.")


Milestones = inlineformset_factory(
    Petition, Milestone, form=MilestoneForm, formset=MilestoneFormSet, extra=2, max_num=MOST, validate_max=True
)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request, screens.CHANGE)
    petition = screens.petition_or_404(pk)
    forms_of = Milestones(request.POST if request.method == "POST" else None, instance=petition)
    if forms_of.is_bound and forms_of.is_valid():
        with transaction.atomic():
            forms_of.save()
            log(petition, "petition.milestones", user=request.user)
        messages.success(request, "The milestones are kept.")
        return redirect(screens.page_of(petition))
    return show(
        request,
        "milestones",
        folder=screens.FOLDER,
        title="Milestones",
        icon="tag",
        trail=screens.trail_to(petition),
        petition=petition,
        forms=forms_of,
        status=422 if forms_of.is_bound else 200,
    )
