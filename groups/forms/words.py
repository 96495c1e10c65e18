"""Free text in forms of groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages import plain_text, victim_reports

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


def looks_like_a_report(form: forms.BaseForm) -> bool:
    """After validation: whether a text was refused for what it may be about."""
    return any(error.code == REPORT for errors in form.errors.as_data().values() for error in errors)
