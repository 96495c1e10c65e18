from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm
from people import names


class NameForm(DescribedForm):
    name = forms.CharField(
        label=_("Full name"),
        max_length=names.LONGEST,
        error_messages={
            "required": _("Enter your name"),
            "max_length": _("Your name is longer than %(limit_value)d characters. Enter a shorter form of it"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )

    def clean_name(self) -> str:
        return names.tidied(self.cleaned_data["name"])
