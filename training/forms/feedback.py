from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.words import WordsField
from pages.forms import DescribedForm

QUESTIONS = {
    "useful": _("How useful was it for you?"),
    "clear": _("How clearly was it taught?"),
    "confident": _("How sure are you now that you would know the signs?"),
}
SCALE = [
    (1, _("1, not at all")),
    (2, _("2, a little")),
    (3, _("3, fairly")),
    (4, _("4, much")),
    (5, _("5, very much")),
]


class Radios(forms.RadioSelect):
    """With an address for the summary of errors: that of the whole set."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index) or id_


def rating(label: Any, missing: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=SCALE,
        coerce=int,
        widget=Radios,
        error_messages={"required": missing, "invalid_choice": _("Choose one of the five")},
    )


class FeedbackForm(DescribedForm):
    useful = rating(QUESTIONS["useful"], _("Say how useful it was"))
    clear = rating(QUESTIONS["clear"], _("Say how clearly it was taught"))
    confident = rating(QUESTIONS["confident"], _("Say how sure you are"))
    comment = WordsField(
        label=_("What should we do differently?"),
        max_length=1000,
        required=False,
        help_text=_("Name nobody, and tell us nothing about a person who may be exploited"),
        error_messages={"max_length": _("This is longer than %(limit_value)d characters. Shorten it")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @property
    def ratings(self) -> list[forms.BoundField]:
        return [self[name] for name in QUESTIONS]

    @property
    def answers(self) -> dict[str, int]:
        """After validation."""
        return {name: self.cleaned_data[name] for name in QUESTIONS}
