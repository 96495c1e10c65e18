"""Coming to a quiz."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.membership import CHILD, AgeForm
from pages.forms import DescribedForm
from people.forms.addresses import AddressForm
from people.forms.names import NameForm

SAME, OTHER = "same", "other"


class QuizStartForm(NameForm, AddressForm, AgeForm):
    field_order = ("name", "email", "age")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name, hint in (
            ("name", _("As it shall stand on your certificate")),
            ("email", _("We send a code there, and later your certificate. We use it for nothing else")),
        ):
            self.fields[name].help_text = hint
            self.fields[name].widget.attrs.setdefault("aria-describedby", f"id_{name}_hint")

    def clean_age(self) -> str:
        age: str = self.cleaned_data["age"]
        if age == CHILD:
            raise forms.ValidationError(
                _("You can take a quiz once you are 13. We kept nothing. You can read every lesson")
            )
        return age


class WhoForm(DescribedForm):
    """Whether a name that we don't know at an address is of somebody else who uses it too."""

    who = forms.ChoiceField(
        label=_("Who are you?"),
        choices=[
            (SAME, _("I am the person you know. Put the name that I typed on the certificate")),
            (OTHER, _("I am somebody else who uses this address too")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one")},
    )
