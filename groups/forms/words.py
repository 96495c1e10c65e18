"""Free text in forms of groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages import plain_text, victim_reports
from pages.forms import DescribedForm

REPORT = "report"


class WordsField(forms.CharField):
    """Text that is refused where it may be about a possible victim, since nobody here could act on it.

    The ends of its lines count as one character each, as the browser counts them.
    """

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not plain_text.can_be_shown(text):
            raise forms.ValidationError(_("Your text has characters that can't be shown. Type it again"))
        if plain_text.holds_code(text):
            raise forms.ValidationError(_("Your text looks like code. Leave out the sign <"))
        if victim_reports.recognise(text):
            raise forms.ValidationError(
                _("This looks like a report about a person. We did not keep it. Tell the police or the helpline"),
                code=REPORT,
            )
        return text


class DisputedField(WordsField):
    """Takes what looks like a report where its writer says that it is about no real person."""

    is_disputed = False
    looks_like_one = False

    def clean(self, value: Any) -> str:
        try:
            return super().clean(value)
        except forms.ValidationError as error:
            if getattr(error, "code", None) != REPORT:
                raise
            self.looks_like_one = True
            if not self.is_disputed:
                raise
        return self.to_python(value)


class DisputableForm(DescribedForm):
    """With a way on for whoever is told that their words look like a report, and says that they are none."""

    no_report = forms.BooleanField(
        label=_("This is about no real person who may be exploited"), required=False, widget=forms.HiddenInput
    )

    def _clean_fields(self) -> None:
        for field in self.words:
            field.is_disputed = bool(self.data.get("no_report"))
        super()._clean_fields()  # type: ignore[misc]

    @property
    def words(self) -> list[DisputedField]:
        return [field for field in self.fields.values() if isinstance(field, DisputedField)]

    def clean(self) -> dict[str, Any]:
        """`is_doubtful`: it looks like a report, and its writer says that it is none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return {**cleaned, "is_doubtful": any(field.looks_like_one for field in self.words)}


def looks_like_a_report(form: forms.BaseForm) -> bool:
    """After validation: whether a text was refused for what it may be about."""
    return any(error.code == REPORT for errors in form.errors.as_data().values() for error in errors)
