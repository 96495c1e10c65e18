"""Which of the messages that perhaps left are settled, what is said of them, and how somebody knows."""

from typing import Any

from django import forms

from campaigns.admin_forms.letter_desk import keys
from campaigns.selectors.mailout_doubts import Doubts

LONGEST_REASON = 200
TICKED, ALL = "ticked", "all"
SENT, AGAIN = "sent", "again"
ANEW = dict.fromkeys(("required", "invalid", "min_value"), "Look at the list as it is now, then press again.")
NAME_NOBODY = "Say it without an email address: the history names nobody."


class Settling(forms.Form):
    which = forms.ChoiceField(label="Which ones", choices=[(TICKED, "The ticked ones")], widget=forms.RadioSelect)
    because = forms.CharField(
        label="Reason",
        max_length=LONGEST_REASON,
        help_text="How you know, for example “Looked at the provider's log”. Staff read it. Name nobody.",
        error_messages={"required": "Say how you know whether they were sent."},
    )
    was = forms.ChoiceField(
        choices=[(SENT, SENT), (AGAIN, AGAIN)],
        widget=forms.HiddenInput,
        error_messages={"required": "Press the button that says whether they were sent."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, error_messages=ANEW)
    seen_at = forms.DateTimeField(widget=forms.HiddenInput, error_messages=ANEW)

    def __init__(self, *args: Any, doubts: Doubts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubts = doubts
        every = "The one that there is" if doubts.number == 1 else f"All {doubts.number:,} of them"
        which: Any = self.fields["which"]
        which.choices = [(TICKED, "The ticked ones"), (ALL, every)]
        which.initial = ALL if doubts.number == 1 else TICKED

    @property
    def ticked(self) -> list[int]:
        data: Any = self.data
        return keys(data.getlist(TICKED)) if self.is_bound else []

    def clean_because(self) -> str:
        because: str = self.cleaned_data["because"]
        if "@" in because:
            raise forms.ValidationError(NAME_NOBODY)
        return because

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("which") == TICKED and not self.ticked:
            self.add_error("which", "Nothing is ticked. Tick those that you know of, or choose all of them.")
        return cleaned


class Sure(forms.Form):
    """Carries what was chosen to the screen that asks once more, and back."""

    which = forms.CharField(widget=forms.HiddenInput)
    because = forms.CharField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    seen_at = forms.CharField(widget=forms.HiddenInput)
    sure = forms.CharField(widget=forms.HiddenInput, initial="yes")
