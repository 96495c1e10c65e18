"""Signing in and looking after a login: allauth's forms with our words, hints and errors."""

from typing import Any

from allauth.account import fields
from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm
from people import addresses, tries
from people.forms.addresses import LONGEST_ADDRESS

EMAIL, NEW_PASSWORD = _("Email address"), _("New password")
INVALID = _("Enter an email address in the right form, like name@example.org")
LONG_ENOUGH = _("At least 12 characters. Three words that have nothing to do with each other are easy to remember.")


class AddressField(forms.EmailField):
    """An address in small letters that our table of addresses can hold."""

    def __init__(self, label: Any = EMAIL, **options: Any) -> None:
        super().__init__(
            label=label,
            max_length=LONGEST_ADDRESS,
            error_messages={"required": _("Enter your email address"), "invalid": INVALID, "max_length": INVALID},
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            **options,
        )

    def clean(self, value: Any) -> str:
        email: str = super().clean(value).lower()
        try:
            fits = len(addresses.canonical(email)) <= LONGEST_ADDRESS
        except ValueError:
            fits = False
        if not fits:
            raise forms.ValidationError(INVALID, code="invalid")
        return email


class PasswordField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            strip=False,
            max_length=1000,
            error_messages={"required": _("Enter your password")},
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            **options,
        )


class NewPasswordField(fields.SetPasswordField):
    def __init__(self, label: Any = NEW_PASSWORD) -> None:
        required = {"required": _("Enter a password")}
        super().__init__(label=label, help_text=LONG_ENOUGH, max_length=1000, error_messages=required)


class CodeField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"label": _("Code"), "help_text": _("The six digits from our message"), **options},
            max_length=40,
            error_messages={"required": _("Enter the code")},
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
            ),
        )


class AccountForm(DescribedForm):
    """In front of a form of allauth's: takes out the placeholders, which no screen of ours has."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SentCodeForm(AccountForm):
    code = CodeField()

    def clean_code(self) -> str:
        if not tries.allow(context.request):
            raise get_adapter().validation_error("incorrect_code")
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class LoginByPassword(allauth.LoginForm):
    password = PasswordField(label=_("Password"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.fields["login"] = AddressField()


class LoginForm(AccountForm, LoginByPassword):
    pass


class RequestCodeForm(AccountForm, allauth.RequestLoginCodeForm):
    email = AddressField()


class ConfirmLoginCodeForm(SentCodeForm, allauth.ConfirmLoginCodeForm):
    pass


class ChangeAddressForm(AccountForm, allauth.AddEmailForm):
    email = AddressField(label=_("New email address"))


class ConfirmAddressForm(SentCodeForm, allauth.ConfirmEmailVerificationCodeForm):
    pass


class ChangePasswordForm(AccountForm, allauth.ChangePasswordForm):
    oldpassword = PasswordField(label=_("Your password now"))
    password1 = NewPasswordField()
    password2 = None


class SetPasswordForm(AccountForm, allauth.SetPasswordForm):
    password1 = NewPasswordField(label=_("Password"))
    password2 = None


class ResetPasswordForm(AccountForm, allauth.ResetPasswordForm):
    email = AddressField()


class ConfirmResetCodeForm(SentCodeForm, allauth.ConfirmPasswordResetCodeForm):
    pass


class NewPasswordForm(AccountForm, allauth.ResetPasswordKeyForm):
    password1 = NewPasswordField()
    password2 = None


class ProveByPasswordForm(AccountForm, allauth.ReauthenticateForm):
    password = PasswordField(label=_("Password"))
