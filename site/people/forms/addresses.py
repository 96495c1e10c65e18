from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm
from people import addresses

LONGEST_ADDRESS = 254


class AddressForm(DescribedForm):
    """Asks for an e-mail address, and once about a common slip in its domain."""

    email = forms.EmailField(
        label=_("Email address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("We send one message to confirm that it is you"),
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address in the right form, like name@example.org"),
            "max_length": _("An email address has at most %(limit_value)d characters"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    # The address that was asked about last time: sent again unchanged, it is taken as meant.
    asked_about = forms.CharField(required=False, max_length=LONGEST_ADDRESS, widget=forms.HiddenInput)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        try:
            too_long = len(addresses.canonical(email)) > LONGEST_ADDRESS
        except ValueError:
            too_long = True
        if too_long:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], code="invalid")
        meant = addresses.without_typo(email)
        if meant and self.data.get("asked_about") != email:
            self.data = {**{field: self.data.get(field) for field in self.fields}, "asked_about": email}
            raise forms.ValidationError(
                _("Did you mean %(meant)s? Change it, or send it again if it is right"), params={"meant": meant}
            )
        return email
