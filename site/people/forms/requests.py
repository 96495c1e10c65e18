from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages import victim_reports
from people.enums import RequestKind
from people.forms.addresses import AddressForm
from people.forms.names import NameForm

LONGEST = 5000
KINDS = [
    ("", _("Choose one")),
    (RequestKind.ACCESS, _("See what you hold about me")),
    (RequestKind.RECTIFICATION, _("Correct something about me")),
    (RequestKind.ERASURE, _("Delete what you hold about me")),
    (RequestKind.RESTRICTION, _("Limit what you do with it")),
    (RequestKind.PORTABILITY, _("Take it elsewhere")),
    (RequestKind.OBJECTION, _("Object to what you do with it")),
    (RequestKind.COMPLAINT, _("Complain about how you looked after it")),
]


class RequestForm(AddressForm, NameForm):
    """A request or complaint of somebody who can't use a code, or doesn't want to."""

    kind = forms.ChoiceField(
        label=_("What would you like?"),
        choices=KINDS,
        error_messages={"required": _("Choose what you would like")},
    )
    details = forms.CharField(
        label=_("Tell us more"),
        max_length=LONGEST,
        required=False,
        help_text=_("For example which petition it is about. Only about your own data, please"),
        error_messages={"max_length": _("This is longer than %(limit_value)d characters. Shorten it")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    # Ticked by whoever was told that their words look like a report about a person, and says that they are none.
    no_report = forms.BooleanField(required=False)

    field_order = ("kind", "name", "email", "details")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["email"].help_text = _("Where we answer. If we know you by another one, say so below")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == RequestKind.COMPLAINT and not cleaned.get("details") and "details" not in self.errors:
            self.add_error("details", _("Tell us what went wrong"))
        return cleaned

    @property
    def looks_like_a_report(self) -> bool:
        """Whether what was typed may be about a possible victim; also where the form has other mistakes."""
        return bool(victim_reports.recognise(str(self.data.get("details", ""))[: 2 * LONGEST]))

    @property
    def is_said_to_be_none(self) -> bool:
        return bool(self.data.get("no_report"))
