"""What writers tell about answers."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.letter_enums import Outcome
from campaigns.services.answers import LONGEST_TEXT
from groups.forms.words import DisputableForm, DisputedField
from pages.forms import DescribedForm

CHOICES = [
    (Outcome.YES, _("Yes, and it answers what I wrote")),
    (Outcome.UNSATISFACTORY, _("Yes, but it does not answer what I wrote")),
    (Outcome.NO, _("No")),
    (Outcome.NOT_EXPECTED, _("No, and I did not expect one")),
]
IN_BRACKETS = re.compile(r"<\s*((?:mailto:)?[^<>\s]+@[^<>\s]+|https?://[^<>\s]+)\s*>", re.IGNORECASE)


class Radios(forms.RadioSelect):
    """With an address for the summary of errors: that of the whole set."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index) or id_


class AnswerField(DisputedField):
    """An e-mail as it is pasted: with addresses in angle brackets, which are no code."""

    def to_python(self, value: Any) -> str:
        return IN_BRACKETS.sub(r"\1", super().to_python(value))


class HowWasItForm(DisputableForm):
    outcome = forms.TypedChoiceField(
        label=_("Did you get an answer?"),
        choices=CHOICES,
        coerce=Outcome,
        widget=Radios,
        error_messages={"required": _("Choose one"), "invalid_choice": _("Choose one of the four")},
    )
    answer = AnswerField(
        label=_("What they wrote"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("If you like, paste their answer here. Our staff read it. Nobody else does unless you agree"),
        error_messages={"max_length": _("This is longer than %(limit_value)d characters. Shorten it")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") and cleaned.get("outcome") in (Outcome.NO, Outcome.NOT_EXPECTED):
            self.add_error("answer", _("You say that no answer came. Empty this box, or choose one of the first two"))
        return cleaned


class ChoiceForm(DescribedForm):
    """Whether an answer may be shown, and which text was read."""

    choice = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    seen = forms.CharField(max_length=64, required=False)
