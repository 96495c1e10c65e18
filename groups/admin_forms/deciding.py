"""What staff fill in where they decide about a group that applies."""

from typing import Any

from django import forms

from groups.models import SavedAnswer
from groups.services.questions import TOPICS
from groups.services.states import LONGEST_REASON


class Decision(forms.Form):
    """Words to the applicant: saved ones, one's own, or one's own after saved ones."""

    saved = forms.ModelChoiceField(SavedAnswer.objects.all(), label="Saved answer", required=False, empty_label="None")
    words = forms.CharField(
        label="In your own words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The applicant gets it by mail. It stands after the saved answer where you choose one.",
    )
    needs_words = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        saved = cleaned.get("saved")
        text = "\n\n".join(part for part in (saved.text if saved else "", cleaned.get("words", "")) if part)
        if self.needs_words and not text:
            self.add_error("words", "Choose a saved answer or write one.")
        if len(text) > LONGEST_REASON:
            self.add_error("words", f"Both together are longer than {LONGEST_REASON} characters.")
        return {**cleaned, "reason": text}


class Reasoned(Decision):
    needs_words = True


class Asking(Reasoned):
    topics = forms.MultipleChoiceField(
        label="What they may answer again",
        required=False,
        choices=[(name, topic.title) for name, topic in TOPICS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Nothing else of what they sent in opens.",
    )
    field_order = ["topics", "saved", "words"]

    def clean_topics(self) -> list[str]:
        topics: list[str] = self.cleaned_data["topics"]
        if not topics:
            raise forms.ValidationError("Tick at least one.")
        return topics
