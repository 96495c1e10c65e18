"""Checking in with the code on the trainer's screen."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.forms.addresses import LONGEST_ADDRESS, AddressForm
from training import codes, tickets
from training.models import Session


class HereForm(AddressForm):
    code = forms.CharField(
        label=_("Code on the screen"),
        max_length=12,
        required=False,
        help_text=_("Six digits. Another comes every 30 seconds"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )
    ticket = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    field_order = ("code", "email", "ticket", "asked_about")

    email = forms.EmailField(
        label=_("Email address that you booked with"),
        max_length=LONGEST_ADDRESS,
        error_messages=AddressForm.base_fields["email"].error_messages,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, session: Session, **options: Any) -> None:
        self.session = session
        super().__init__(data, **options)

    def clean(self) -> dict[str, Any]:
        """Whoever showed a right code has a few minutes to get the address right."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.has_ticket:
            return cleaned
        if codes.is_right(self.session.code_secret, cleaned.get("code", ""), timezone.now()):
            self.data = {**{name: self.data.get(name) for name in self.fields}, "ticket": tickets.of(self.session)}
        else:
            self.add_error("code", _("This is not the code of now. Type the one that is on the screen"))
        return cleaned

    @property
    def has_ticket(self) -> bool:
        given = self.data.get("ticket") if self.is_bound else self.initial.get("ticket")
        return tickets.is_for(self.session, given or "")
