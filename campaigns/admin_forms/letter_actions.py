"""The form in which staff write a letter action, with its talking points. Its state changes by steps alone."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from campaigns.letter_enums import LetterTo
from campaigns.models import LetterAction, TalkingPoint
from campaigns.services import letter_actions
from campaigns.services.letter_actions import Point
from pages.models import SiteDocument
from people.models import User
from places.models import GovernmentOffice

MOST_POINTS, MOST_OFFICES = 12, 20
MOST_BRIEFINGS, LARGEST = 5, 5 * 1024 * 1024  # mail servers refuse what is much larger
OFFERED = 100  # documents to choose briefings from: the newest
BACK_TO_REVIEW = "Changing this sends the action to a second person again, and nobody writes until they approve it."
FROZEN = "People have written already, so whom it is addressed to stays. Close this one and write another."


class PointForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = TalkingPoint
        fields = ("order", "title", "text")
        labels = {"order": "Place", "title": "Point"}
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "order": forms.NumberInput(attrs={"min": 0})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].help_text = "Points stand in this order."
        self.fields["order"].required = False

    def clean_order(self) -> int:
        """An empty place is the last."""
        order: int | None = self.cleaned_data["order"]
        return 99 if order is None else order


PointForms = inlineformset_factory(
    LetterAction,
    TalkingPoint,
    form=PointForm,
    formset=BaseInlineFormSet,
    extra=3,
    max_num=MOST_POINTS,
    validate_max=True,
)


def offices(action: LetterAction) -> QuerySet[GovernmentOffice]:
    chosen = Q(letter_actions=action) if action.pk else Q()
    return GovernmentOffice.objects.filter(Q(valid_to=None) | chosen).distinct().order_by("department", "post")


def documents(action: LetterAction) -> QuerySet[SiteDocument]:
    newest = SiteDocument.objects.order_by("-created_at").values_list("pk", flat=True)[:OFFERED]
    chosen = action.briefings.values_list("pk", flat=True) if action.pk else []
    found: QuerySet[SiteDocument] = SiteDocument.objects.filter(pk__in={*newest, *chosen}).order_by("title")
    return found


class LetterActionForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offices"].queryset = offices(self.instance)
        self.fields["offices"].help_text = "Whoever holds the post when a letter leaves. None for one's own MP."
        self.fields["briefings"].queryset = documents(self.instance)
        self.fields["briefings"].help_text = f"Up to {MOST_BRIEFINGS} files, 5 MB in all. They go with e-mails."
        given = self.data if self.is_bound else None
        self.points = PointForms(given, instance=self.instance, prefix="points")
        if self.instance.state in letter_actions.LOOKED_AT:
            for name in (*letter_actions.WORDS, "offices"):
                self.fields[name].help_text = f"{self.fields[name].help_text} {BACK_TO_REVIEW}".strip()

    def is_valid(self) -> bool:
        are_points_valid = self.points.is_valid()  # both are asked, so that each says what is wrong with it
        return bool(super().is_valid()) and are_points_valid

    def has_changed(self) -> bool:
        return bool(super().has_changed()) or self.points.has_changed()

    def clean_closes_on(self) -> date | None:
        day: date | None = self.cleaned_data["closes_on"]
        if day is not None and "closes_on" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError("This day is over. To close it now there is a button on its page.")
        return day

    def clean_offices(self) -> Any:
        chosen = self.cleaned_data["offices"]
        if len(chosen) > MOST_OFFICES:
            raise forms.ValidationError(f"Choose at most {MOST_OFFICES} offices, so that one person can write to all.")
        return chosen

    def clean_briefings(self) -> Any:
        chosen = self.cleaned_data["briefings"]
        if len(chosen) > MOST_BRIEFINGS or sum(document.get_file_size() or 0 for document in chosen) > LARGEST:
            raise forms.ValidationError(f"Choose at most {MOST_BRIEFINGS} files with 5 MB in all.")
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("to") == LetterTo.OWN_MP and cleaned.get("offices"):
            self.add_error("offices", "A letter to one's own MP goes to no office. Take these out.")
        if self.instance.pk and "to" in self.changed_data and self.instance.letters.exists():
            self.add_error("to", FROZEN)
        return cleaned

    def keep(self, *, by: User) -> LetterAction:
        """Raises Frozen."""
        plain = {field.name for field in LetterAction._meta.concrete_fields}
        return letter_actions.save(
            self.instance,
            by=by,
            changed=plain.intersection(self.changed_data),
            offices=list(self.cleaned_data["offices"]),
            briefings=list(self.cleaned_data["briefings"]),
            points=self.kept_points(),
        )

    def kept_points(self) -> list[Point]:
        given = [form for form in self.points.forms if form.cleaned_data.get("title")]
        left = [form for form in given if not form.cleaned_data.get("DELETE")]
        in_order = sorted(left, key=lambda form: form.cleaned_data["order"])
        return [Point(form.instance.pk, form.cleaned_data["title"], form.cleaned_data["text"]) for form in in_order]

    class Meta:
        model = LetterAction
        fields = (
            "title",
            "slug",
            "campaign",
            "to",
            "offices",
            "purpose",
            "background",
            "tone",
            "least_words",
            "most_words",
            "needs_address",
            "briefings",
            "closes_on",
        )
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "background": forms.Textarea(attrs={"rows": 8}),
            "tone": forms.Textarea(attrs={"rows": 4}),
            "offices": forms.CheckboxSelectMultiple,
            "briefings": forms.CheckboxSelectMultiple,
            "closes_on": AdminDateInput,
        }
