"""One line in the log for each event of signing in. It names a login by its number, and nobody."""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib import auth

from people.models import User

log = logging.getLogger(__name__)
EVENTS = {
    auth.signals.user_logged_in: "signed in",
    auth.signals.user_logged_out: "signed out",
    account.login_code_rejected: "wrong code to sign in",
    account.password_reset_code_rejected: "wrong code for a new password",
    account.email_verification_code_rejected: "wrong code for a new address",
    account.password_set: "password set",
    account.password_changed: "password changed",
    account.password_reset: "new password set by a code",
    account.email_changed: "address changed",
    mfa.authentication_failed: "second factor was wrong",
    mfa.authenticator_used: "second factor passed",
    mfa.authenticator_added: "second factor added",
    mfa.authenticator_removed: "second factor removed",
    mfa.authenticator_reset: "recovery codes made anew",
}


def note(what: str, user: User | None, *, by: User | None = None) -> None:
    who = f"login {user.pk}" if user and user.pk else "no login"
    log.info("%s: %s%s", who, what, f" by login {by.pk}" if by else "")


def failed(credentials: dict[str, Any], **_: Any) -> None:
    """The address that was typed stays out: it may be anybody's, or a password in the wrong box."""
    typed = str(credentials.get("email") or "")
    note("wrong password", User.objects.filter(email=typed).first())


def connect() -> None:
    auth.signals.user_login_failed.connect(failed)
    for signal, what in EVENTS.items():
        signal.connect(noting(what), weak=False, dispatch_uid=f"sign-in log: {what}")


def noting(what: str) -> Any:
    def receive(user: User | None, authenticator: Any = None, **_: Any) -> None:
        note(f"{what} ({authenticator.type})" if authenticator else what, user)

    return receive
