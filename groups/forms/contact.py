from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.words import WordsField
from people.forms.addresses import AddressForm
from people.forms.names import NameForm

LONGEST = 2000


class ContactForm(NameForm, AddressForm):
    """A message to those who lead a group. Nobody under 18 is written to by somebody they don't know."""

    message = WordsField(
        label=_("Your message"),
        max_length=LONGEST,
        help_text=_("Don't write about somebody who may be exploited: nobody here could act on it"),
        error_messages={
            "required": _("Write your message"),
            "max_length": _("Your message is longer than %(limit_value)d characters. Shorten it"),
        },
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    is_adult = forms.BooleanField(
        label=_("I am 18 or over"),
        error_messages={"required": _("Only those of 18 or over can write to a group")},
    )
    field_order = ("name", "email", "message", "is_adult")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self["email"].help_text = _("The group's leaders see it, so that they can answer you")
