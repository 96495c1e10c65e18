"""The second factor: allauth's forms with our words, hints and errors."""

from allauth.mfa.base import forms as base
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.accounts import AccountForm, CodeField

LONGEST_NAME = 60
APP = _("The six digits that your authenticator app shows now")


class PasskeyNameField(forms.CharField):
    def __init__(self, *, required: bool) -> None:
        super().__init__(
            required=required,
            label=_("A name for this passkey"),
            help_text=_("So that you can tell it from others, such as “Phone” or “Work laptop”"),
            max_length=LONGEST_NAME,
            error_messages={"required": _("Enter a name")},
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )


class AuthenticateForm(AccountForm, base.AuthenticateForm):
    code = CodeField(help_text=_("From your authenticator app, or one of your recovery codes"))


class ReauthenticateForm(AccountForm, base.ReauthenticateForm):
    code = CodeField(help_text=_("From your authenticator app, or one of your recovery codes"))


class ActivateAppForm(AccountForm, totp.ActivateTOTPForm):
    code = CodeField(label=_("Code from the app"), help_text=APP)


class DeactivateAppForm(AccountForm, totp.DeactivateTOTPForm):
    pass


class GenerateRecoveryCodesForm(AccountForm, recovery_codes.GenerateRecoveryCodesForm):
    pass


class AddPasskeyForm(AccountForm, webauthn.AddWebAuthnForm):
    """Only a key that checks who holds it, by a finger, a face or a PIN: alone it then is two factors."""

    name = PasskeyNameField(required=False)
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)


class RenamePasskeyForm(AccountForm, webauthn.EditWebAuthnForm):
    name = PasskeyNameField(required=True)
