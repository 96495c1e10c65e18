"""Checking a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm

LONGEST = 1200


class NumberForm(DescribedForm):
    """Nothing says whether a number is misread or unknown, so that trying teaches nobody anything."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        help_text=_("Sixteen letters and digits in four groups. You can also paste what its QR code holds"),
        max_length=LONGEST,
        error_messages={
            "required": _("Type the number that stands on the certificate"),
            "max_length": _("That is too long for a number. It has four groups of four letters and digits"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def refuse(self) -> None:
        self.add_error(
            "number",
            _("We know no certificate with this number. Compare it with the paper letter by letter, or scan its code"),
        )
        self.fields["number"].widget.attrs |= {
            "aria-invalid": "true",
            "aria-describedby": "id_number_hint id_number_error",
        }
