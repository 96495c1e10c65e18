import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm
from people.forms.addresses import AddressForm

BETWEEN = re.compile(r"[\s.\-\u2013]")  # as a mail program or a keyboard may put them between the digits
SIX_DIGITS = re.compile(r"[0-9]{6}")


class AskForCodeForm(AddressForm):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["email"].help_text = _("The one that you signed or wrote to us with")


class CodeForm(DescribedForm):
    code = forms.CharField(
        label=_("Six-digit code"),
        max_length=40,
        error_messages={"required": _("Enter the code from our message")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        digits = BETWEEN.sub("", self.cleaned_data["code"])
        if not SIX_DIGITS.fullmatch(digits):
            raise forms.ValidationError(_("The code has six digits. Look at our message again"))
        return digits

    def refuse(self) -> None:
        """Say that the code was not the right one."""
        self.add_error("code", _("That is not the code in our last message. Look at it again"))
        self.fields["code"].widget.attrs |= {"aria-invalid": "true", "aria-describedby": "id_code_error"}
