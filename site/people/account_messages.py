"""What is written to the owner of a login, in place of allauth's own messages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mail.enums import WhenUncertain
from mail.kinds import Kind

AGAIN = WhenUncertain.SEND_AGAIN
CODE = {"code": "123456", "minutes": 10}
OWN = [
    Kind("login_code", "Your code to sign in", CODE, when_uncertain=AGAIN, keeps_secret=True),
    Kind("password_reset_code", "Your code for a new password", CODE, when_uncertain=AGAIN, keeps_secret=True),
    Kind("address_code", "Your code for a new email address", CODE, when_uncertain=AGAIN, keeps_secret=True),
    Kind("account_notice", "A change to your login", {"what": "A passkey was added."}, when_uncertain=AGAIN),
]
UNKNOWN = "account/email/unknown_account"
CODES = {
    "account/email/login_code": "login_code",
    "account/email/password_reset_code": "password_reset_code",
    "account/email/email_confirmation": "address_code",
    "account/email/email_confirmation_signup": "address_code",
    UNKNOWN: "login_code",
}
NOTICES = {
    "account/email/password_changed": _("The password was changed."),
    "account/email/password_reset": _("A new password was set, with a code that we sent to this address."),
    "account/email/password_set": _("A password was set."),
    "account/email/email_changed": _("Your login has another email address now. This one no longer opens it."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made. The old ones no longer work."),
    "mfa/email/totp_activated": _("An authenticator app was set up."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
}


def of(template: str, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The kind of our message and what fills it, for a message that allauth knows by its template."""
    if template in CODES:
        return CODES[template], {"code": context.get("code", ""), "minutes": 10}
    return "account_notice", {"what": str(NOTICES[template])}
